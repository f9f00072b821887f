import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";
import { findBinaries, usableBinaries } from "./postgres-binaries.ts";

/** A server for tests. `stop` ends it and deletes its data; a server that was given stays as it is. */
export type PostgresServer = { url: string; origin: string; stop: () => Promise<void> };

/** PostgreSQL refuses to run as root. */
type Account = { uid: number; gid: number };

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "log_min_messages=log",
  "lc_messages=C",
];

/** Starts a server: TEST_DATABASE_URL, else the machine's own PostgreSQL, else the one that npm installed. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, origin: "TEST_DATABASE_URL", stop: async () => undefined };
  const binaries = findBinaries();
  if (!binaries) {
    throw new Error(
      "No PostgreSQL was found for the tests. Run `npm ci --ignore-scripts`, or install postgresql, or set TEST_DATABASE_URL.",
    );
  }
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const home = mkdtempSync(path.join(tmpdir(), "guardians-postgres-"));
  const remove = () => rmSync(home, { recursive: true, force: true });
  try {
    chmodSync(home, 0o755);
    if (account) chownSync(home, account.uid, account.gid);
    const bin = usableBinaries(binaries, home, account !== undefined);
    const { url, stop } = await launch(bin, path.join(home, "data"), account);
    return { url, origin: binaries.folder, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

function unprivilegedAccount(): Account {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => accounts.find((fields) => fields[0] === name)).find(Boolean);
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : { uid: 65_534, gid: 65_534 };
}

async function launch(bin: string, data: string, account: Account | undefined) {
  const options = { ...account, cwd: "/", stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  const initdb = spawn(
    path.join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
    options,
  );
  const made = await ended(initdb);
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`);
  const port = await freePort();
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  const server = spawn(path.join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], options);
  const interrupt = () => server.kill("SIGINT");
  process.once("exit", interrupt);
  await ready(server);
  const stop = async () => {
    process.off("exit", interrupt);
    const exit = ended(server);
    interrupt();
    await exit;
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** Resolves when the server says that it takes connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.stderr?.on("data", (chunk) => {
      output += chunk;
      if (output.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${output}`)));
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
