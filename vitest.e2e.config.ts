import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    globalSetup: "tests/e2e/support/global-setup.ts",
    pool: "forks",
    fileParallelism: false,
    isolate: false,
    cache: false,
    testTimeout: 900_000,
    // What is waited for comes later on a machine that has much to do.
    expect: { poll: { timeout: 300_000 } },
    hookTimeout: 900_000,
  },
});
