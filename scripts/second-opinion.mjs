// Compares the numbers on /metrics with those that R calculates from the same rows by the definitions. Needs R with
// survival and jsonlite.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/second-opinion/main.ts", { build: false });
