import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/bench/main.ts", { build: !process.argv.includes("--queries") });
