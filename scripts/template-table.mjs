// What is read of the sample templates, and why what is not. `--folder DIR` reads others, `--places` names one of each cause.
import { runBuilt } from "./steps/run-built.mjs";

await runBuilt("scripts/template-table/main.ts", { build: false });
