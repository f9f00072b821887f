import { spawn } from "node:child_process";
import { buildIfOld } from "./build.mjs";
import { beforeEnd, end, endOnSignals } from "./end.mjs";
import { install } from "./install.mjs";
import { root } from "./root.mjs";

/**
 * Runs a scripts program with the current arguments, after installing its dependencies and building the application.
 */
export async function runBuilt(program, { build = true } = {}) {
  endOnSignals();
  process.chdir(root);
  try {
    await install();
    if (build) await buildIfOld();
    const args = ["--import", "tsx", program, ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const ended = new Promise((resolve) => child.once("close", resolve));
    beforeEnd(() => {
      child.kill("SIGTERM");
      return ended;
    });
    process.exitCode = (await ended) ?? 1;
  } catch (error) {
    console.error(error.message);
    await end(1);
  }
}
