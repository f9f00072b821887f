import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { takeLock } from "./lock.mjs";
import { root, say, seconds } from "./root.mjs";
import { runOrThrow } from "./run.mjs";

/** Creates the data folder, readable only by this account. */
export function makeDataFolder(folder) {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  say(`Created the data folder ${folder}.`);
}

/** The embedded database takes no lock itself: two processes on one folder would lose their writes. */
export function lockDataFolder(folder) {
  const lock = takeLock(path.join(folder, "lock"));
  process.once("exit", () => lock.release());
}

const DEMO = path.join(root, "lib/demo/main.ts");

const SECRETS = [
  { variable: "NEXTAUTH_SECRET", name: "session-secret", what: "the secret that signs session cookies" },
  { variable: "SECRETS_KEY", name: "secrets-key", what: "the key for secret fingerprints" },
];

/** Provides our own secrets: each as given, otherwise generated once and stored with the data. */
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
    if (secret.length < 32)
      throw new Error(`${file} is too short for a secret. Delete it and start again to create a new one.`);
    process.env[variable] = secret;
  }
}

/** Whether a data folder is new and a demo program is available to fill it. */
export function isDemoMissing(folder) {
  return !existsSync(path.join(folder, "pglite")) && existsSync(DEMO);
}

/**
 * Fills a new data folder with the demo program. It is built elsewhere and moved into place when complete, so that an
 * interrupted start begins again.
 */
export async function seedDemo(folder) {
  if (!isDemoMissing(folder)) return;
  const start = performance.now();
  say("Creating the demo program …");
  const aside = path.join(folder, "seeding");
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  const env = { ...process.env, DATA_DIR: aside };
  // Recompiling the database, as for hours of use, takes a quarter of the time of both cores. Little of the created
  // memory is kept.
  const args = ["--wasm-tiering-budget=100000000", "--max-semi-space-size=64", "--import", "tsx", DEMO];
  await runOrThrow("Creating the demo program", process.execPath, args, { env });
  renameSync(path.join(aside, "pglite"), path.join(folder, "pglite"));
  rmSync(aside, { recursive: true, force: true });
  say(`Demo program created in ${seconds(start)}.`);
}
