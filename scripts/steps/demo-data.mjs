import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeEnd } from "./end.mjs";
import { root } from "./root.mjs";

/** Starts the built application once on a new folder, so that it makes its demo program there, and stops it. */
export async function makeDemoData(folder) {
  const env = { ...process.env, NODE_ENV: "production", PORT: "0", DATA_DIR: folder };
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  const forget = beforeEnd(() => {
    child.kill("SIGTERM");
    return ended;
  });
  let output = "";
  await new Promise((resolve, reject) => {
    for (const from of [child.stdout, child.stderr]) {
      from.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
        if (/^Guardians is at /m.test(output)) resolve();
      });
    }
    child.once("close", (code) =>
      reject(new Error(`The application ended with ${code} before it answered:\n${output}`)),
    );
  });
  child.kill("SIGTERM");
  await ended;
  forget();
}
