import { spawn } from "node:child_process";
import { beforeEnd, isEnding } from "./end.mjs";
import { root } from "./root.mjs";

/**
 * Runs a program to its end and keeps its output; `show` also passes it on. If this process receives a signal to stop, the
 * program is stopped too and awaited.
 */
export function run(command, args, { env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding("utf8");
      from.on("data", (chunk) => {
        output += chunk;
        if (show) to.write(chunk);
      });
    }
    const ended = new Promise((done) => child.once("close", done));
    const forget = beforeEnd(() => {
      child.kill("SIGTERM");
      return ended;
    });
    child.once("error", (error) => {
      forget();
      resolve({ code: 1, output: error.message });
    });
    child.once("close", (code) => {
      forget();
      if (!isEnding()) resolve({ code: code ?? 1, output });
    });
  });
}

/** Like `run`, but throws with the program's output if it fails. */
export async function runOrThrow(what, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${what} failed (\`${[command, ...args].join(" ")}\`):\n${output.trim()}`);
  return output;
}
