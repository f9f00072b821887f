import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/hours/main.ts");
