import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../free-port.ts";
import { findBinaries, usableBinaries } from "./postgres-binaries.ts";

/** A server for tests. `stop` ends it and deletes its data; a server that was given stays as it is. */
export type PostgresServer = { url: string; origin: string; stop: () => Promise<void> };

/** A server of one's own, which starts again on the same port with the data it had. `remove` deletes them. */
export type Cluster = {
  url: string;
  origin: string;
  start: () => Promise<void>;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
  remove: () => void;
};

/** PostgreSQL refuses to run as root. */
type Account = { uid: number; gid: number };

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "log_min_messages=log",
  "lc_messages=C",
];
/** What a test writes needs not outlive it. */
const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** Starts a server: TEST_DATABASE_URL, else the machine's own PostgreSQL, else the one that npm installed. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, origin: "TEST_DATABASE_URL", stop: async () => undefined };
  const { url, origin, start, stop, remove } = await makeCluster({ settings: FORGETFUL });
  try {
    await start();
  } catch (error) {
    remove();
    throw error;
  }
  return { url, origin, stop: () => stop().finally(remove) };
}

/** Makes a server that is not started yet, as the machine's own PostgreSQL or as the one that npm installed. */
export async function makeCluster({
  settings = [],
  folder = tmpdir(),
}: {
  settings?: readonly string[];
  folder?: string;
} = {}): Promise<Cluster> {
  const binaries = findBinaries();
  if (!binaries) {
    throw new Error(
      "No PostgreSQL was found for the tests. Run `npm ci --ignore-scripts`, or install postgresql, or set TEST_DATABASE_URL.",
    );
  }
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const home = mkdtempSync(path.join(tmpdir(), "guardians-postgres-"));
  const data = mkdtempSync(path.join(folder, "guardians-postgres-data-"));
  const remove = () => {
    for (const made of [home, data]) rmSync(made, { recursive: true, force: true });
  };
  try {
    chmodSync(home, 0o755);
    chmodSync(data, 0o700);
    if (account) for (const made of [home, data]) chownSync(made, account.uid, account.gid);
    const bin = usableBinaries(binaries, home, account !== undefined);
    return { ...(await makeData(bin, data, account, settings)), origin: binaries.folder, remove };
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

async function makeData(bin: string, data: string, account: Account | undefined, settings: readonly string[]) {
  const options = { ...account, cwd: "/", stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  const initdb = spawn(
    path.join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
    options,
  );
  const made = await ended(initdb);
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`);
  const port = await freePort();
  const given = [...SETTINGS, ...settings].flatMap((setting) => ["-c", setting]);
  let server: ChildProcess | undefined;
  const interrupt = () => server?.kill("SIGINT");
  const start = async () => {
    server = spawn(path.join(bin, "postgres"), ["-D", data, "-p", String(port), ...given], options);
    process.once("exit", interrupt);
    await ready(server);
  };
  const stop = async (signal: NodeJS.Signals = "SIGINT") => {
    process.off("exit", interrupt);
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = ended(server);
    server.kill(signal);
    await exit;
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, start, stop };
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
