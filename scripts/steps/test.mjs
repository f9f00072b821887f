import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { end, endOnSignals } from "./end.mjs";
import { folderInMemory } from "./folder-in-memory.mjs";
import { install } from "./install.mjs";
import { allRounds, QUICK_ROUNDS } from "./parts.mjs";
import { root, say, seconds } from "./root.mjs";
import { run } from "./run.mjs";

/** `npm test`: everything, with a one-line summary at the very end. */
export async function test({ quick }) {
  process.chdir(root);
  endOnSignals();
  const rounds = quick ? QUICK_ROUNDS : allRounds({ ci: Boolean(process.env.CI) });
  const total = { passed: 0, failed: 0 };
  try {
    await install();
    if (!quick) {
      await sayWhatIsMissing();
      writeInMemory();
    }
    for (const round of rounds) {
      for (const { passed, failed } of await Promise.all(round.map(runPart))) {
        total.passed += passed;
        total.failed += failed;
      }
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    total.failed += 1;
  }
  say(`${total.passed} passed, ${total.failed} failed`);
  await end(total.failed === 0 ? 0 : 1);
}

async function runPart({ name, run: runIt }) {
  const start = performance.now();
  say(`${name} …`);
  const result = await runIt();
  if (result.failed > 0) {
    say(result.output.trimEnd());
    say(`To run this part alone: ${result.mend}`);
  }
  say(`${name}: ${result.passed} passed, ${result.failed} failed (${seconds(start)})`);
  return result;
}

/** Puts temporary test files in memory if there is room, unless TMPDIR names a place. */
function writeInMemory() {
  const folder = process.env.TMPDIR ? undefined : folderInMemory();
  if (!folder) return;
  process.env.TMPDIR = folder;
  // A stopped server may keep writing slightly longer than the process that stopped it.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
}

/** Reports what is missing: tests that would use it pass, but prove less. */
async function sayWhatIsMissing() {
  if (!existsSync(path.join(root, "../shared/samples")))
    say("The sample corpus is missing: its tests report this and pass.");
  const { code } = await run("aws", ["--version"]);
  if (code !== 0) say("The AWS CLI is missing: only its own tests use it, and they report this and pass.");
}
