// Makes up reviews whose truth is known, many times over, and says how often the interval of M2 and M3 holds it.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const main = path.join(root, "scripts/simulate-effect/main.ts");
const ended = spawnSync(process.execPath, ["--import", "tsx", main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = ended.status ?? 1;
