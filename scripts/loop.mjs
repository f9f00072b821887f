import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/loop/main.ts");
