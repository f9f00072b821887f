import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { availableMemory, kill, pid } from "node:process";

/** Files that Linux keeps in memory. */
const MEMORY = "/dev/shm";
/** What the suite writes at most at once is a tenth of it: the rest is for its processes, in bytes. */
const ROOM = 4 * 1024 ** 3;
const OWN = /^guardians-(\d+)-/;

/**
 * A folder in memory for what is soon of no use: a database of a test is a thousand files. None where the machine has no such place,
 * too little room in it, or lets no program run from there. What a process that is gone left there goes first.
 */
export function folderInMemory({ memory = MEMORY, room = ROOM } = {}) {
  let folder;
  try {
    for (const name of readdirSync(memory).filter(isLeft))
      rmSync(path.join(memory, name), { recursive: true, force: true });
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, availableMemory()) < room) return undefined;
    folder = mkdtempSync(path.join(memory, `guardians-${pid}-`));
    // PostgreSQL runs as someone else, and has a folder of its own in this one.
    chmodSync(folder, 0o711);
    const program = path.join(folder, "program");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    const { status } = spawnSync(program);
    rmSync(program);
    if (status === 0) return folder;
  } catch {
    // A place that cannot be read or written is none.
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
  return undefined;
}

function isLeft(name) {
  const [, owner] = OWN.exec(name) ?? [];
  if (owner === undefined) return false;
  try {
    kill(Number(owner), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
