import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Takes a lock file for this process, or throws who holds it. A lock is taken over only when its process is dead, or
 * when its process id now belongs to another process. `machine` is this host; tests name others.
 */
export function takeLock(file, { machine = hostname() } = {}) {
  const own = JSON.stringify({ pid: process.pid, started: processStart(process.pid), since: new Date(), machine });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    if (!createFrom(draft, file)) takeOver(file, draft, machine);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release() {
      if (read(file) === own) rmSync(file, { force: true });
    },
  };
}

/** A link is made with its content and fails when the name is taken: nobody ever sees half a lock. */
function createFrom(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** One process at a time may replace a dead lock, or two could each remove the other's new one. */
function takeOver(file, draft, machine) {
  refuseIfHeld(file, machine);
  const turn = takeLock(`${file}.takeover`, { machine });
  try {
    if (createFrom(draft, file)) return;
    refuseIfHeld(file, machine);
    renameSync(draft, file);
  } finally {
    turn.release();
  }
}

/** Returns when the holder is dead. */
function refuseIfHeld(file, machine) {
  const text = read(file);
  if (text === undefined) throw new Error(`${file} was released a moment ago. Start again.`);
  const holder = parse(text);
  if (!holder) throw new Error(`${file} is not a lock file. Look at it, then delete it.`);
  if (!isDead(holder, machine)) throw new Error(heldMessage(file, holder, machine));
}

function heldMessage(file, { pid, since, machine: other }, machine) {
  const folder = file.replace(/[/\\][^/\\]*$/, "");
  const where = other === machine ? "" : ` on ${other}`;
  const advice =
    other === machine
      ? "Stop it first, or give this one a DATA_DIR of its own."
      : `From here it can not be seen whether it still runs. If it does not, delete ${file}.`;
  return `The data in ${folder} is in use by process ${pid}${where}, since ${since}. ${advice}`;
}

function isDead({ pid, started, machine: other }, machine) {
  return other === machine && processStart(pid) !== started;
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text) {
  try {
    const value = JSON.parse(text ?? "");
    return Number.isInteger(value.pid) && typeof value.machine === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** When a process began, as its system tells it, or null for none: a process id alone is used again. */
export function processStart(pid) {
  try {
    if (process.platform === "linux") {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop().split(" ");
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return fields[0] === "Z" ? null : `${boot}/${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}
