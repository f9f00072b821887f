// Lists which sample templates are read, and why others are not. `--folder DIR` reads others, `--places` names one of
// each cause.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/template-table/main.ts", { build: false });
