import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "#tests/support/free-port.ts";

export type ServedApp = { origin: string; firstAnswerMs: number; stop: () => Promise<void> };

/** Starts the built application and measures the time to its first 200. Settings replace the environment's. */
export async function serveApp(settings: Record<string, string>): Promise<ServedApp> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, HOST: "127.0.0.1", ORIGIN: "", PORT: String(port), ...settings };
  const begin = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  while (!(await answers(origin))) {
    if (child.exitCode !== null) throw new Error(`The application exited with ${child.exitCode}:\n${output}`);
    await wait(20);
  }
  const firstAnswerMs = performance.now() - begin;
  const stop = async () => {
    process.off("exit", kill);
    const exit = once(child, "exit");
    kill();
    await exit;
  };
  return { origin, firstAnswerMs, stop };
}

function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/sign-in`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
