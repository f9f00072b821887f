// Compares the engine's ValidatePolicy with AWS's own answers, code by code. `--code CODE` prints the differences for
// one code.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/validate-table/main.ts", { build: false });
