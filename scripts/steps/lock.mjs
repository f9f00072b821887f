import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/**
 * Linux's numbers of file systems that are mounted once, however many containers use them: ext2 to ext4, XFS, Btrfs,
 * ZFS, F2FS, and container layers. A network or user-space file system may be mounted a second time.
 */
const MOUNTED_ONCE = new Set([0xef53, 0x58465342, 0x9123683e, 0x2fc12fc1, 0xf2f52010, 0x794c7630]);

/**
 * Takes a lock file for this process, or throws with its holder. A lock is taken over only if its process is dead, or
 * if its process id now belongs to another process. `machine` is this host, `space` its process id namespace, such as a
 * container, and `fileSystem` its kind of file system; tests pass others.
 */
export function takeLock(file, { machine = hostname(), space = processSpace(), fileSystem } = {}) {
  const life = showLife(`${file}.${randomUUID()}.alive`);
  const { pipe } = life;
  const holder = {
    pid: process.pid,
    started: processStart(process.pid),
    since: new Date(),
    machine,
    space,
    pipe,
    fileSystem,
  };
  try {
    const { release, before } = claim(file, holder);
    if (before?.pipe) rmSync(placeOf(file, before.pipe), { force: true });
    return {
      release() {
        release();
        life.end();
      },
    };
  } catch (error) {
    life.end();
    throw error;
  }
}

function claim(file, holder) {
  const own = JSON.stringify(holder);
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, own, { mode: 0o600 });
  let before = null;
  try {
    if (!createFrom(draft, file)) before = takeOver(file, draft, holder);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    before,
    release() {
      if (read(file) === own) rmSync(file, { force: true });
    },
  };
}

/** A link is created with its content and fails if the name is taken, so nobody ever sees half a lock. */
function createFrom(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Only one process at a time may replace a dead lock; otherwise two could each remove the other's new one. Returns the
 * previous holder.
 */
function takeOver(file, draft, here) {
  refuseIfHeld(file, here);
  const turn = claim(`${file}.takeover`, here);
  try {
    if (createFrom(draft, file)) return null;
    const dead = refuseIfHeld(file, here);
    renameSync(draft, file);
    return dead;
  } finally {
    turn.release();
  }
}

/** Returns the holder if it is dead. */
function refuseIfHeld(file, here) {
  const text = read(file);
  if (text === undefined) throw new Error(`${file} was just released. Start again.`);
  const holder = parse(text);
  if (!holder) throw new Error(`${file} is not a lock file. Inspect it, then delete it.`);
  const life = lifeOf(file, holder, here);
  if (life !== "dead") throw new Error(heldMessage(file, holder, { here, life }));
  return holder;
}

function heldMessage(file, { pid, since, machine, space }, { here, life }) {
  const folder = file.replace(/[/\\][^/\\]*$/, "");
  const container = space === undefined || space === here.space ? "" : " in another container";
  const where = machine === here.machine ? container : ` on ${machine}`;
  const advice =
    life === "alive"
      ? "Stop it first, or set a different DATA_DIR for this one."
      : `Whether it is still running cannot be checked from here. If it is not, delete ${file}.`;
  return `The data in ${folder} is in use by process ${pid}${where}, since ${since}. ${advice}`;
}

/** Whether a lock's holder is "alive" or "dead"; undefined if this cannot be seen from here. */
function lifeOf(file, holder, here) {
  const { pid, started, machine, space = here.space, pipe } = holder;
  const apart = machine !== here.machine || space !== here.space;
  if (apart && pipe && bootOf(started) === bootOf(here.started)) return lifeShown(file, pipe, here);
  if (machine !== here.machine) return undefined;
  return processStart(pid) === started ? "alive" : "dead";
}

/**
 * Holds a pipe open for the lifetime of this process, which is visible to every process of the system: a process id
 * means nothing in another container. Without support for pipes in the system or folder, nothing is shown.
 */
function showLife(file) {
  let open = null;
  let pipe = null;
  if (process.platform === "linux") {
    try {
      execFileSync("mkfifo", ["-m", "600", file], { stdio: "ignore" });
      open = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
      pipe = { name: basename(file), ...identityOf(file) };
    } catch {}
  }
  return {
    pipe,
    end() {
      if (open !== null) closeSync(open);
      rmSync(file, { force: true });
    },
  };
}

/**
 * A folder mounted a second time may have a different pipe, which nobody has open and whose device differs. The device
 * also differs after a remount, but on a file system that cannot be mounted twice, no earlier process still has it
 * open.
 */
function lifeShown(file, pipe, { fileSystem }) {
  const at = placeOf(file, pipe);
  try {
    const { device, inode } = identityOf(at);
    if (!statSync(at).isFIFO() || inode !== pipe.inode) return undefined;
    if (isHeldOpen(at)) return "alive";
    return device === pipe.device || MOUNTED_ONCE.has(fileSystem ?? statfsSync(at).type) ? "dead" : undefined;
  } catch {
    return undefined;
  }
}

function isHeldOpen(pipe) {
  try {
    closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    if (error.code === "ENXIO") return false;
    throw error;
  }
}

function identityOf(file) {
  const { dev, ino } = statSync(file, { bigint: true });
  return { device: String(dev), inode: String(ino) };
}

/** The pipe is next to its lock. */
function placeOf(file, { name }) {
  return join(dirname(file), basename(String(name)));
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

/** The process id namespace of this process, or null if the system has only one. */
function processSpace() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

/** The boot of the system in which a process was started, if `processStart` includes it. */
function bootOf(started) {
  return process.platform === "linux" ? String(started).split("/")[0] : undefined;
}

/** When a process began, as reported by its system, or null if there is none. Needed because process ids are reused. */
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
