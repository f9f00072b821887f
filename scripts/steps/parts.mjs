import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { buildIfOld } from "./build.mjs";
import { bundleWorker } from "./checks-worker.mjs";
import { extractManagedPolicies } from "./managed-policies.mjs";
import { NODE_24 } from "./node-24.mjs";
import { checkPackages } from "./packages.mjs";
import { root } from "./root.mjs";
import { run, runOrThrow } from "./run.mjs";

const node = process.execPath;

/** Runs a part of the suite: returns what it ran and, if it failed, the output and how to fix it. */
async function one(args, mend) {
  const { code, output } = await run(node, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output, mend };
}

const checkFormat = () => one(["node_modules/@biomejs/biome/bin/biome", "check"], "npm run format");

/** Next generates the types of pages and styles; a fresh clone has none yet. */
async function checkTypes() {
  if (!existsSync(path.join(root, "next-env.d.ts"))) {
    const typegen = await one(["node_modules/next/dist/bin/next", "typegen"], "npx next typegen");
    if (typegen.failed > 0) return typegen;
  }
  // Each checker builds most types itself, so more checkers than cores only take longer.
  const checkers = String(Math.min(4, availableParallelism()));
  return one(["node_modules/typescript/bin/tsc", "--noEmit", "--checkers", checkers], "npx tsc --noEmit");
}

/** Runs vitest and counts its results. A skipped test does not count as passed. */
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

/**
 * Tests that would prove nothing more on PostgreSQL, because other tests send all their statements too. The SQL engine
 * is the same in both; only the driver, connections, locks, roles and settings differ.
 */
const NOT_OF_POSTGRES = [
  // The demo program is only created on the embedded database.
  "lib/demo/seed-demo",
  "lib/metrics/facts/story",
  // Documents that use too many resources are terminated in a process without a database.
  "lib/reviews/hostile-documents",
  "lib/reviews/import-too-much",
  "/too-much.test.ts",
  // Rules over data that other tests write and read.
  "components/reviews/gate-list",
  "components/reviews/guardian-words",
  "components/reviews/offered-moves",
  "components/reviews/turn-words",
  "components/reviews/why-lines",
  "lib/agenda/ended-waivers",
  "lib/agenda/feedback",
  "lib/agenda/queue",
  "lib/agenda/resume",
  "lib/agenda/stale",
  "lib/agenda/training",
  "lib/agenda/verify",
  "lib/agenda/waiver-asks",
  "lib/context",
  "lib/findings/findings",
  "lib/findings/risk",
  "lib/metrics/business-case",
  "lib/metrics/copies",
  "lib/metrics/guardian-effect",
  "lib/metrics/imported",
  "lib/metrics/kept-quarters",
  "lib/metrics/metrics-of",
  "lib/metrics/metrics-page",
  "lib/metrics/recent-metrics",
  "lib/metrics/rows",
  "lib/metrics/suppression-by-every-door",
  "lib/notifications/inbox",
  "lib/notifications/one-act",
  "lib/people/link-identity",
  "lib/policies/compare-approved",
  "lib/reviews/changes",
  "lib/reviews/conflict-waiver",
  "lib/reviews/decision",
  "lib/reviews/first-decision",
  "lib/reviews/launch-day",
  "lib/reviews/list-filters",
  "lib/reviews/said-of-decision",
  "lib/reviews/ties",
  "lib/reviews/undo-import",
  "lib/reviews/waive-result",
  "lib/reviews/waiver-asks",
  "lib/reviews/whose-move",
  "lib/secrets/typed-in",
  "lib/teams/retire-service",
  "lib/threat-models/import-corpus",
  "lib/threat-models/model-page",
  // Entry points to verbs and queries that others call: tests/app/reading, writing and audited cover all of them there.
  "app/anonymous",
  "app/api/adding-evidence",
  "app/api/backup",
  "app/api/business-case",
  "app/api/csv-routes",
  "app/api/failures",
  "app/api/fuzz",
  "app/api/inbox",
  "app/api/limits",
  "app/api/no-route",
  "app/api/private-facts",
  "app/api/undeclared-fields",
  "app/business-case",
  "app/left-people",
  "app/metric-rows",
  "app/new-review",
  "app/refused-pages",
];

/** The tests that open a database and must pass on both. */
function databaseTests() {
  const others = namedFiles(NOT_OF_POSTGRES);
  const opens = /\b(use(Test|Product|Filled)?Database|openTestDatabase)\(/;
  const tests = testFiles().filter((name) => opens.test(readFileSync(path.join(root, name), "utf8")));
  return tests.filter((name) => !others.includes(name)).sort();
}

function testFiles() {
  const files = readdirSync(path.join(root, "tests"), { recursive: true }).map((name) => path.join("tests", name));
  return files.filter((name) => name.endsWith(".test.ts"));
}

/**
 * The test files with these names in their path. A name without a match is a mistake: its tests would run elsewhere, or
 * not at all.
 */
function namedFiles(names) {
  const files = testFiles();
  return names.flatMap((name) => {
    const named = files.filter((file) => file.includes(name));
    if (named.length === 0) throw new Error(`scripts/steps/parts.mjs names “${name}”, but no test has that name.`);
    return named;
  });
}

/** Half of the browser's time: these run in parallel with the others, with their own application. */
const HALF = ["density", "doors", "fuzz", "kept", "pages", "policies", "zoom"].map(
  (name) => `tests/e2e/${name}.e2e.ts`,
);

/**
 * The browser tests and their preparation: one core builds the application and the demo program, while others wait for
 * a server.
 */
function browserParts() {
  let made;
  const make = async () => {
    made = await makeForBrowser();
    return made;
  };
  return {
    forBrowser: { name: "the build and the demo program", run: make },
    browser: { name: "browser", run: () => browserTests(made) },
  };
}

async function makeForBrowser() {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-demo-"));
  const data = path.join(folder, "data");
  try {
    await bundleWorker();
    extractManagedPolicies();
    const make = ["--import", "tsx", "tests/e2e/support/make-demo-data.ts", data];
    await Promise.all([buildIfOld(), runOrThrow("The demo program", node, make)]);
    return { passed: 1, failed: 0, folder, data };
  } catch (error) {
    return { passed: 0, failed: 1, output: error.message, mend: "npm run build", folder, data };
  }
}

async function browserTests({ failed, folder, data }) {
  try {
    if (failed > 0) return { passed: 0, failed: 1, output: "There is no application to test.", mend: "npm run build" };
    const config = ["--config", "vitest.e2e.config.ts"];
    const others = HALF.flatMap((file) => ["--exclude", file]);
    const of = (args) => suite([...config, ...args], { env: { MADE_DATA: data } });
    return together(await Promise.all([of(HALF), of(others)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The results of several suites as one part; shows the output of the failed ones. */
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

/** The action declares Node 24: if it is available, its test runs nowhere else. */
const ACTION = "tests/scripts/action/action.test.ts";

/**
 * Tests of Node features that differ between versions: network, processes, files, cryptography, time zones, text. A
 * release is built and installed once; the action runs its result.
 */
const ASKS_NODE = [
  ...["exports", "failures", "foreign-origin"].map((name) => `tests/app/api/${name}`),
  ...["tests/db/client", "tests/db/copy", "tests/proxy", ACTION],
  ...["data-folder", "install", "lock", "managed-policies"].map((name) => `tests/scripts/${name}`),
  ...[
    "anchors",
    "auth",
    "cli/analyzer/bodies",
    "cli/analyzer/clients",
    "cli/analyzer/http",
    "cli/analyzer/sdk",
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

const POSTGRES = { TEST_DATABASE: "postgres" };

const FORMAT = { name: "format and lint", run: checkFormat };
const TYPES = { name: "types", run: checkTypes };
/** Tests that only read files: sources against the architecture rules, and documents that must match their sources. */
const READS_FILES = ["architecture", "sources", "words", "docs/", "scripts/security-statements", "app/api/openapi"].map(
  (name) => `tests/${name}`,
);
const ARCHITECTURE = {
  name: "architecture and documents",
  run: () => suite(namedFiles(READS_FILES), { env: { TEST_DATABASE: "none" } }),
};

/** Tests that mostly wait, for the next round of a worker or for the time limit of a silent server. */
const WAITS = [
  ...["close-silent-connections", "postgres-db", "run-statement", "yielding-pglite"].map((name) => `tests/db/${name}`),
  inLib("jobs/instances"),
];

/** Parts that take seconds. The parts of a round run in parallel. */
export const QUICK_ROUNDS = [[FORMAT, TYPES, ARCHITECTURE]];

/**
 * Everything, in rounds: a part that keeps both cores busy has its own round, because parallel parts would slow it
 * down. Waiting parts, such as the registry check, run alongside one of these.
 */
export function allRounds({ ci }) {
  const packages = { name: "packages", run: checkPackages };
  const waiting = namedFiles(WAITS);
  const embedded = {
    name: "architecture, unit and database on PGlite",
    run: () => suite([...waiting, ...(ci ? [ACTION] : [])].flatMap((file) => ["--exclude", file])),
  };
  const waits = {
    name: "tests that wait for servers and rounds",
    run: () => suite(waiting),
  };
  const postgres = {
    name: "database on PostgreSQL",
    run: () => suite(databaseTests(), { env: POSTGRES }),
  };
  // One run for both, so that what they share is started, read and, for files in both, proved once.
  const onNode24 = {
    name: "database on PostgreSQL and tests that need Node, on Node 24",
    run: () => suite([...new Set([...databaseTests(), ...namedFiles(ASKS_NODE)])], { env: POSTGRES, command: NODE_24 }),
  };
  const { forBrowser, browser } = browserParts();
  return [[FORMAT, TYPES], [packages, embedded, waits], [ci ? onNode24 : postgres, forBrowser], [browser]];
}
