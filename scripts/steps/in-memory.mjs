import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { availableMemory } from "node:process";

/** Files that Linux keeps in memory. */
const MEMORY = "/dev/shm";
/** What the suite writes at most at once, with as much again beside it, in bytes. */
const ROOM = 4 * 1024 ** 3;

/**
 * A folder in memory for what is soon of no use: a database of a test is a thousand files. None where the machine has no such place,
 * too little room in it, or lets no program run from there.
 */
export function folderInMemory({ memory = MEMORY, room = ROOM } = {}) {
  let folder;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, availableMemory()) < room) return undefined;
    folder = mkdtempSync(path.join(memory, "guardians-"));
    // PostgreSQL runs as somebody else, and has a folder of its own in this one.
    chmodSync(folder, 0o711);
    const program = path.join(folder, "program");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    const { status } = spawnSync(program);
    rmSync(program);
    if (status === 0) return folder;
  } catch {
    // A place that can not be read or written is none.
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
  return undefined;
}
