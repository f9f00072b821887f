import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildIfOld } from "./build.mjs";
import { bundleWorker } from "./checks-worker.mjs";
import { extractManagedPolicies } from "./managed-policies.mjs";
import { checkPackages } from "./packages.mjs";
import { root } from "./root.mjs";
import { run, runOrThrow } from "./run.mjs";

const node = process.execPath;

/** A part of the suite: what it ran, and, when something failed, what was said and what mends it. */
async function one(args, mend) {
  const { code, output } = await run(node, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output, mend };
}

const checkFormat = () => one(["node_modules/@biomejs/biome/bin/biome", "check"], "npm run format");

/** Next writes the types of pages and styles; a fresh clone has none yet. */
async function checkTypes() {
  if (!existsSync(path.join(root, "next-env.d.ts"))) {
    const typegen = await one(["node_modules/next/dist/bin/next", "typegen"], "npx next typegen");
    if (typegen.failed > 0) return typegen;
  }
  return one(["node_modules/typescript/bin/tsc", "--noEmit"], "npx tsc --noEmit");
}

/** Runs vitest and counts what it reports. A test that was skipped did not pass. */
async function suite(args, { env = {}, command = [node] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-report-"));
  const report = path.join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const [program, ...before] = command;
    const vitest = [...before, "node_modules/vitest/vitest.mjs", "run", ...args, ...reporters];
    const { code, output } = await run(program, vitest, { env: { ...process.env, NO_COLOR: "1", ...env } });
    const set = Object.entries(env)
      .filter(([name]) => name !== "MADE_DATA")
      .map(([name, value]) => `${name}=${value} `);
    return count(report, code, output, `${set.join("")}npx vitest run ${args.join(" ")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, code, output, mend) {
  if (!existsSync(report)) return { passed: 0, failed: 1, output, mend };
  const { testResults, numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, "utf8"));
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = numTotalTests - numPassedTests + unread.length;
  if (code === 0 && failed === 0) return { passed: numPassedTests, failed };
  return { passed: numPassedTests, failed: Math.max(failed, 1), output, mend };
}

/** What no database but the embedded one is for, and what none reads: the demo program, and documents that take too much. */
const NOT_OF_POSTGRES = /\/(seed-demo|too-much)\.test\.ts$/;

/** The tests that open a database: what they prove has to hold on both. */
function databaseTests() {
  const tests = readdirSync(path.join(root, "tests"), { recursive: true })
    .map((name) => path.join("tests", name))
    .filter((name) => name.endsWith(".test.ts") && !NOT_OF_POSTGRES.test(name));
  const opens = /\b(useDatabase|useTestDatabase|openTestDatabase)\(/;
  return tests.filter((name) => opens.test(readFileSync(path.join(root, name), "utf8"))).sort();
}

/** Half of the browser's time: they run beside the others, with an application of their own. */
const WALKS = ["density", "doors", "fuzz", "pages"].map((name) => `tests/e2e/${name}.e2e.ts`);

async function browserTests() {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-demo-"));
  const made = path.join(folder, "data");
  try {
    await bundleWorker();
    extractManagedPolicies();
    const make = ["--import", "tsx", "tests/e2e/support/make-demo-data.ts", made];
    await Promise.all([buildIfOld(), runOrThrow("The demo program", node, make)]);
    const config = ["--config", "vitest.e2e.config.ts"];
    const others = WALKS.flatMap((file) => ["--exclude", file]);
    const of = (args) => suite([...config, ...args], { env: { MADE_DATA: made } });
    return together(await Promise.all([of(WALKS), of(others)]));
  } catch (error) {
    return { passed: 0, failed: 1, output: error.message, mend: "npm run build" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What several suites ran, as of one part: what is said is of those that failed. */
function together(results) {
  const failing = results.filter(({ failed }) => failed > 0);
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    output: failing.map(({ output }) => output).join("\n"),
    mend: failing.map(({ mend }) => mend).join(", and "),
  };
}

function inLib(name) {
  return `tests/lib/${name}`;
}

/** What asks something of Node that differs between two of them: network, processes, files, cryptography, time zones, text. */
const ASKS_NODE = [
  ...["exports", "failures", "foreign-origin"].map((name) => `tests/app/api/${name}`),
  ...["tests/db/client", "tests/db/copy", "tests/proxy", "tests/scripts/"],
  ...[
    "anchors",
    "auth",
    "cli/analyzer",
    "cli/audit",
    "cli/backup",
    "cli/check/process",
    "cli/check/too-much",
    "cli/guardians",
    "env",
    "events",
  ].map(inLib),
  ...["policies/access-analyzer", "processes", "secrets", "web", "zoned-time"].map(inLib),
];

/** Another Node from npm, as a program in front of the arguments: one package for each kind of machine. */
const NODE_24 = ["npx", "--yes", `--package=node-${process.platform}-${process.arch}@24`, "--", "node"];

const FORMAT = { name: "format and lint", run: checkFormat };
const TYPES = { name: "types", run: checkTypes };
const ARCHITECTURE = {
  name: "architecture",
  run: () => suite(["tests/architecture.test.ts"], { env: { TEST_DATABASE: "none" } }),
};

/** What takes seconds. The parts of a round run side by side. */
export const QUICK_ROUNDS = [[FORMAT, TYPES, ARCHITECTURE]];

/** Everything, in rounds: what keeps both cores busy has a round of its own. */
export function allRounds({ ci }) {
  const packages = { name: "packages", run: checkPackages };
  const embedded = { name: "architecture, unit and database on PGlite", run: () => suite([]) };
  const postgres = {
    name: "database on PostgreSQL",
    run: () => suite(databaseTests(), { env: { TEST_DATABASE: "postgres" } }),
  };
  const onNode24 = { name: "what asks Node, on Node 24", run: () => suite(ASKS_NODE, { command: NODE_24 }) };
  const browser = { name: "browser", run: browserTests };
  return [[FORMAT, TYPES, packages], [embedded], ci ? [postgres, onNode24] : [postgres], [browser]];
}
