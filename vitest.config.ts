import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

/** What a file does that reaches beyond its own tests: it puts another module, environment or database of the product in place. */
const REACHES_OUT =
  /\bvi\.(mock|doMock|resetModules|stubEnv)\(|useProductDatabase\(|useFilledDatabase\(|lib\/auth\/browser/;

const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .map((name) => path.posix.join("tests", name.split(path.sep).join("/")))
  .filter((name) => name.endsWith(".test.ts"));
const [alone, together] = [true, false].map((reaches) =>
  files.filter((name) => REACHES_OUT.test(readFileSync(name, "utf8")) === reaches),
);

// Most files share the modules of their worker, which then are read, and get warm, once. The others have a worker each.
export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: ["tests/support/silent-console.ts", "tests/support/checks-worker.ts", "tests/support/child-program.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "together", include: together, isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
