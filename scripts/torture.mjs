import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/torture/main.ts");
