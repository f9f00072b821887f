// Generates reviews with a known true effect, many times over, and reports how often the interval of M2 and M3 contains
// it.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/simulate-effect/main.ts", { build: false });
