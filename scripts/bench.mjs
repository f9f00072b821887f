import { spawn } from "node:child_process";
import { buildIfOld } from "./steps/build.mjs";
import { beforeEnd, end, endOnSignals } from "./steps/end.mjs";
import { install } from "./steps/install.mjs";
import { root } from "./steps/root.mjs";

endOnSignals();
process.chdir(root);
try {
  await install();
  if (!process.argv.includes("--queries")) await buildIfOld();
  const bench = spawn(process.execPath, ["--import", "tsx", "scripts/bench/main.ts", ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  const ended = new Promise((resolve) => bench.once("close", resolve));
  beforeEnd(() => {
    bench.kill("SIGTERM");
    return ended;
  });
  process.exitCode = (await ended) ?? 1;
} catch (error) {
  console.error(error.message);
  await end(1);
}
