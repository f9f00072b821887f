import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The application as `npm start` runs it. `log` is what it said since it answered. */
export type App = { origin: string; dataFolder: string; log: () => string; stop: () => Promise<void> };

const ANSWERS = /^Guardians is at (\S+) .*\n/m;
const OWN = ["DATABASE_URL", "DEMO", "GITHUB_ID", "HOST", "NEXTAUTH_SECRET", "NODE_ENV", "OIDC_ISSUER", "ORIGIN"];

/** Starts the built application on a free port, with a data folder of its own, and waits until it answers. */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "guardians-app-"));
  const inherited = Object.entries(process.env).filter(([name]) => !OWN.includes(name) && !name.startsWith("VITEST"));
  const own = { NODE_ENV: "production", PORT: "0", DATA_DIR: dataFolder } as const;
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(inherited), ...own, ...settings };
  const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  const { origin, log } = await answering(child);
  const stop = async () => {
    process.off("exit", kill);
    if (child.exitCode === null) {
      const exit = once(child, "exit");
      kill();
      await exit;
    }
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { origin, dataFolder, log, stop };
}

function answering(child: ChildProcess): Promise<{ origin: string; log: () => string }> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const origin = ANSWERS.exec(output)?.[1];
      if (origin) resolve({ origin, log: () => output.slice(output.search(ANSWERS)).replace(ANSWERS, "") });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`The application ended with ${code} before it answered:\n${output}`)),
    );
  });
}
