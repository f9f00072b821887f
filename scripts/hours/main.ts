import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "../steps/run.mjs";
import { readMoments } from "./moments.ts";

const CLOCK = pathToFileURL(path.resolve("tests/e2e/support/clock-ahead.mjs")).href;

/**
 * Runs the browser tests at other times, on a demo program created then: results must not depend on the hour, the day
 * of the week or the quarter.
 */
async function main(): Promise<void> {
  let failed = 0;
  const moments = readMoments(process.argv.slice(2), new Date());
  for (const moment of moments) {
    const { ok, output } = await testAt(moment);
    const words = /Tests +(.+)/.exec(output)?.[1] ?? "did not run";
    console.log(`${moment.toISOString().slice(0, 16).replace("T", " ")} UTC: ${words}`);
    if (ok) continue;
    failed += 1;
    console.log(output);
  }
  console.log(`${moments.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function testAt(moment: Date): Promise<{ ok: boolean; output: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-hours-"));
  const data = path.join(folder, "data");
  const env = {
    ...process.env,
    CLOCK_AHEAD_MS: String(moment.getTime() - Date.now()),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${CLOCK}`.trim(),
    NO_COLOR: "1",
    MADE_DATA: data,
  };
  const node = (args: string[]) => run(process.execPath, args, { env });
  try {
    const made = await node(["--import", "tsx", "tests/e2e/support/make-demo-data.ts", data]);
    if (made.code !== 0) return { ok: false, output: made.output };
    const { code, output } = await node(["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.e2e.config.ts"]);
    return { ok: code === 0, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
