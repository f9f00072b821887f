// Makes up reviews whose truth is known, many times over, and says how often the interval of M2 and M3 holds it.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/simulate-effect/main.ts", { build: false });
