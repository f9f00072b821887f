import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { takeLock } from "./lock.mjs";
import { root, say, seconds } from "./root.mjs";
import { runOrThrow } from "./run.mjs";

/** Makes the data folder, which only this account may read. */
export function makeDataFolder(folder) {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  say(`Made the data folder ${folder}.`);
}

/** The embedded database takes no lock of its own: two processes on one folder would lose what they wrote. */
export function lockDataFolder(folder) {
  const lock = takeLock(path.join(folder, "lock"));
  process.once("exit", () => lock.release());
}

const DEMO = path.join(root, "lib/demo/main.ts");

const SECRETS = [
  { variable: "NEXTAUTH_SECRET", name: "session-secret", what: "the secret that signs session cookies" },
  { variable: "SECRETS_KEY", name: "secrets-key", what: "the key of the fingerprints of secrets" },
];

/** Our own secrets: each as it is given, else one made once and kept beside the data. */
export function provideSecrets(folder) {
  for (const { variable, name, what } of SECRETS) {
    if (process.env[variable]) continue;
    const file = path.join(folder, name);
    if (!existsSync(file)) {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
      say(`Made ${what}.`);
    }
    chmodSync(file, 0o600);
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < 32) throw new Error(`${file} is too short for a secret. Delete it and a new one is made.`);
    process.env[variable] = secret;
  }
}

/** Whether a data folder is new, and there is a demo program to fill it with. */
export function isDemoMissing(folder) {
  return !existsSync(path.join(folder, "pglite")) && existsSync(DEMO);
}

/**
 * Fills a new data folder with the demo program. It is made aside and moved into place when it is whole, so that a start
 * that was cut short begins again.
 */
export async function seedDemo(folder) {
  if (!isDemoMissing(folder)) return;
  const start = performance.now();
  say("Filling the demo program …");
  const aside = path.join(folder, "seeding");
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  const env = { ...process.env, DATA_DIR: aside };
  // To compile the database anew, as for one that runs for hours, takes a quarter of the time of both cores; and of all that is made
  // little is kept.
  const args = ["--wasm-tiering-budget=100000000", "--max-semi-space-size=64", "--import", "tsx", DEMO];
  await runOrThrow("Filling the demo program", process.execPath, args, { env });
  renameSync(path.join(aside, "pglite"), path.join(folder, "pglite"));
  rmSync(aside, { recursive: true, force: true });
  say(`Filled in ${seconds(start)}.`);
}
