// Sets ValidatePolicy of the engine beside AWS's own answers, code by code. `--code CODE` prints what differs about one code.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/validate-table/main.ts", { build: false });
