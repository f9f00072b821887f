import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Marks of a file that affects other files: it replaces a module or the environment. */
const REACHES_OUT = /\bvi\.(mock|doMock|resetModules|stubEnv)\(|lib\/auth\/browser/;
/** Marks of a file that starts other programs, mostly Git. */
const STARTS_PROGRAMS = /\b(gitIn|workspace|execFile\w*|spawn\w*)\(/;
/** Marks of a file that calls entry points with a test session. */
const CALLS_DOORS = /\baskedBy\(/;

/** Slow files, the slowest first, so that none starts last. */
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

/** One project after another, each with its slow files first. */
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

// Most files share the modules of their worker, which are then loaded once. The others have a worker each.
export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: ["tests/support/silent-console.ts", "tests/support/checks-worker.ts", "tests/support/child-program.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Tests allocate many short-lived objects: a larger semi-space needs a quarter of the collections. Recompiling hot parts of
    // the embedded database takes longer than most files, so it is delayed as later versions of Node do by default.
    execArgv: ["--max-semi-space-size=64", "--wasm-tiering-budget=20000000"],
    sequence: { sequencer: LongFirst },
    // Parts of the suite run in parallel and would share one file of results.
    cache: false,
    testTimeout: 600_000,
    // A busy machine is slow.
    expect: { poll: { timeout: 300_000 } },
    hookTimeout: 600_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      {
        // A program starts more slowly if its parent uses much memory, so this worker has no database and little spare memory.
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
