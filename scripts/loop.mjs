import { spawn } from "node:child_process";
import { buildIfOld } from "./steps/build.mjs";
import { beforeEnd, end, endOnSignals } from "./steps/end.mjs";
import { install } from "./steps/install.mjs";
import { root } from "./steps/root.mjs";

endOnSignals();
process.chdir(root);
try {
  await install();
  await buildIfOld();
  const args = ["--import", "tsx", "scripts/loop/main.ts", ...process.argv.slice(2)];
  const loop = spawn(process.execPath, args, { stdio: "inherit" });
  const ended = new Promise((resolve) => loop.once("close", resolve));
  beforeEnd(() => {
    loop.kill("SIGTERM");
    return ended;
  });
  process.exitCode = (await ended) ?? 1;
} catch (error) {
  console.error(error.message);
  await end(1);
}
