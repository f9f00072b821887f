import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What a file does that reaches beyond its own tests: it puts another module or environment of the product in place. */
const REACHES_OUT = /\bvi\.(mock|doMock|resetModules|stubEnv)\(|lib\/auth\/browser/;
/** What a file does that starts other programs, Git above all. */
const STARTS_PROGRAMS = /\b(gitIn|workspace|execFile\w*|spawn\w*)\(/;
/** What a file does that calls doors of the product, with a session of the tests in place. */
const CALLS_DOORS = /\baskedBy\(/;

/** Short files that take long, the longest first: none of them is to begin when the others are done. */
const LONG = [
  "iam/exhaustive/exhaustive",
  "jobs/instances",
  "demo/seed-demo",
  "cli/init-database",
  "reviews/offered-moves",
  "cli/guardians",
  "release/release",
  "action/action",
  "plan/reduce-plan",
  "secrets/shown-nowhere",
  "check/corpus",
  "analyzer/too-much",
  "rules/guardian-effect",
  "threat-models/too-much",
  "db/yielding-pglite",
  "db/client",
  "policies/too-much",
];

const PROJECTS = ["alone", "commands", "doors", "together"] as const;

const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .map((name) => path.posix.join("tests", name.split(path.sep).join("/")))
  .filter((name) => name.endsWith(".test.ts"));
const [alone, commands, doors, together] = PROJECTS.map((project) =>
  files.filter((name) => projectOf(name) === project),
);

function projectOf(name: string): (typeof PROJECTS)[number] {
  const text = readFileSync(name, "utf8");
  if (REACHES_OUT.test(text)) return "alone";
  if (STARTS_PROGRAMS.test(text)) return "commands";
  return CALLS_DOORS.test(text) ? "doors" : "together";
}

/** One project after another, and in each what takes long before what is done soon. */
class LongFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications);
    return sorted.toSorted(
      (one, other) => one.project.name.localeCompare(other.project.name) || placeOf(one) - placeOf(other),
    );
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return place < 0 ? LONG.length : place;
}

// Most files share the modules of their worker, which then are read, and get warm, once. The others have a worker each.
export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: ["tests/support/silent-console.ts", "tests/support/checks-worker.ts", "tests/support/child-program.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Tests make much that is soon of no use: with more room for it a worker collects it a fourth as often. What of the embedded
    // database is called often is compiled anew, which takes longer than most files do: later versions of Node wait as long by default.
    execArgv: ["--max-semi-space-size=64", "--wasm-tiering-budget=20000000"],
    sequence: { sequencer: LongFirst },
    // The parts of the suite run side by side, and would write and read one file of results at once.
    cache: false,
    testTimeout: 600_000,
    // What is waited for comes later on a machine that has much to do.
    expect: { poll: { timeout: 300_000 } },
    hookTimeout: 600_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      {
        // A program starts the later the more memory its parent has: here it has that of no database, and little to spare.
        extends: true,
        test: { name: "commands", include: commands, isolate: false, execArgv: ["--max-semi-space-size=16"] },
      },
      {
        extends: true,
        test: { name: "doors", include: doors, setupFiles: ["tests/support/session.ts"], isolate: false },
      },
      { extends: true, test: { name: "together", include: together, isolate: false } },
    ],
  },
});
