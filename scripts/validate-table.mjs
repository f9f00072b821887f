// Sets ValidatePolicy of the engine beside AWS's own answers, code by code. `--code CODE` prints what differs about one code.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const main = path.join(root, "scripts/validate-table/main.ts");
const ended = spawnSync(process.execPath, ["--import", "tsx", main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = ended.status ?? 1;
