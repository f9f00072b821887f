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
 * File systems, by what Linux calls their kinds, that are mounted once however many containers have them: ext2 to ext4, XFS, Btrfs, ZFS,
 * F2FS, and the layers of a container. On a network, or by a program, one may be mounted a second time beside the first.
 */
const MOUNTED_ONCE = new Set([0xef53, 0x58465342, 0x9123683e, 0x2fc12fc1, 0xf2f52010, 0x794c7630]);

/**
 * Takes a lock file for this process, or throws who holds it. A lock is taken over only when its process is dead, or
 * when its process id now belongs to another process. `machine` is this host, `space` what its process ids are told apart in, such
 * as a container, and `fileSystem` the kind of file system it lies on; tests name others.
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

/** One process at a time may replace a dead lock, or two could each remove the other's new one. Returns who held it. */
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

/** Returns the holder when it is dead. */
function refuseIfHeld(file, here) {
  const text = read(file);
  if (text === undefined) throw new Error(`${file} was released a moment ago. Start again.`);
  const holder = parse(text);
  if (!holder) throw new Error(`${file} is not a lock file. Look at it, then delete it.`);
  const life = lifeOf(file, holder, here);
  if (life !== "dead") throw new Error(heldMessage(file, holder, { here, life }));
  return holder;
}

function heldMessage(file, { pid, since, machine, space }, { here, life }) {
  const folder = file.replace(/[/\\][^/\\]*$/, "");
  const container = space === undefined || space === here.space ? "" : " of another container";
  const where = machine === here.machine ? container : ` on ${machine}`;
  const advice =
    life === "alive"
      ? "Stop it first, or give this one a DATA_DIR of its own."
      : `From here it cannot be seen whether it still runs. If it does not, delete ${file}.`;
  return `The data in ${folder} is in use by process ${pid}${where}, since ${since}. ${advice}`;
}

/** Whether who holds a lock is "alive" or "dead", or nothing where that cannot be seen from here. */
function lifeOf(file, holder, here) {
  const { pid, started, machine, space = here.space, pipe } = holder;
  const apart = machine !== here.machine || space !== here.space;
  if (apart && pipe && bootOf(started) === bootOf(here.started)) return lifeShown(file, pipe, here);
  if (machine !== here.machine) return undefined;
  return processStart(pid) === started ? "alive" : "dead";
}

/**
 * Holds a pipe open for as long as this process lives, which tells every process of the system so: a process id says nothing from
 * one container to the next. Where the system or the folder has no pipes, nothing is shown.
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
 * A folder that is mounted a second time may have a pipe of its own there, which nobody has open. It is another device there, as
 * it also is where it was mounted anew: where it cannot be mounted twice, nobody has it any more from before.
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

/** Beside its lock. */
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

/** What the process ids of this process are told apart in, or null where a system has but one of it. */
function processSpace() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

/** The start of the system that a process was started in, where `processStart` tells it. */
function bootOf(started) {
  return process.platform === "linux" ? String(started).split("/")[0] : undefined;
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
