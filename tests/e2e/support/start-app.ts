import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#tests/support/free-port.ts";

/** The application as `npm start` runs it. `log` is what it said since it answered, `beginning` what it said before. */
export type App = {
  origin: string;
  child: ChildProcess;
  dataFolder: string;
  beginning: string;
  log: () => string;
  stop: () => Promise<void>;
};

const ANSWERS = /^Guardians is at (\S+) .*\n/m;
const OWN = [
  "ANCHOR_TOKEN",
  "ANCHOR_URL",
  "DATABASE_OWNER_URL",
  "DATABASE_URL",
  "DEMO",
  "GITHUB_ID",
  "GITHUB_SECRET",
  "HOST",
  "NEXTAUTH_SECRET",
  "NODE_ENV",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_ISSUER",
  "ORIGIN",
  "SECRETS_KEY",
  "TRUST_PROXY",
];

/** The environment of a start: a free port, and none of the settings of this machine. */
export function appEnvironment(settings: Record<string, string> & { DATA_DIR: string }): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OWN.includes(name) && !name.startsWith("VITEST"));
  return { ...Object.fromEntries(inherited), NODE_ENV: "production", PORT: "0", ...settings };
}

/** Starts the built application and waits until it answers. Without a DATA_DIR its data goes when it stops. */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const home = mkdtempSync(path.join(tmpdir(), "guardians-app-"));
  const dataFolder = settings.DATA_DIR ?? path.join(home, "data");
  const env = appEnvironment({ PORT: String(await freePort()), ...settings, DATA_DIR: dataFolder });
  const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  const { origin, beginning, log } = await answering(child);
  const stop = async () => {
    process.off("exit", kill);
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, "exit");
      kill();
      await exit;
    }
    rmSync(home, { recursive: true, force: true });
  };
  return { origin, child, dataFolder, beginning, log, stop };
}

function answering(child: ChildProcess): Promise<Pick<App, "origin" | "beginning" | "log">> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const origin = ANSWERS.exec(output)?.[1];
      const log = () => output.slice(output.search(ANSWERS)).replace(ANSWERS, "");
      if (origin) resolve({ origin, beginning: output.slice(0, output.search(ANSWERS)), log });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`The application exited with ${code} before it answered:\n${output}`)),
    );
  });
}
