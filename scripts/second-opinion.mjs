// Sets the numbers of /metrics beside those that R counts from the same rows by the definitions. Needs R with survival and jsonlite.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const main = path.join(root, "scripts/second-opinion/main.ts");
const ended = spawnSync(process.execPath, ["--import", "tsx", main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = ended.status ?? 1;
