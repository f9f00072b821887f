import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { availableMemory, kill, pid } from "node:process";

/** A folder whose files Linux keeps in memory. */
const MEMORY = "/dev/shm";
/** Required free space in bytes. The suite writes at most a tenth of it at a time; the rest is for its processes. */
const ROOM = 4 * 1024 ** 3;
const OWN = /^guardians-(\d+)-/;

/**
 * A folder in memory for temporary files, because a test database has a thousand files. None if the machine has no such
 * place, too little room in it, or does not run programs there. Leftovers of ended processes are removed first.
 */
export function folderInMemory({ memory = MEMORY, room = ROOM } = {}) {
  let folder;
  try {
    for (const name of readdirSync(memory).filter(isLeft))
      rmSync(path.join(memory, name), { recursive: true, force: true });
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, availableMemory()) < room) return undefined;
    folder = mkdtempSync(path.join(memory, `guardians-${pid}-`));
    // PostgreSQL runs as another user, and has its own folder in this one.
    chmodSync(folder, 0o711);
    const program = path.join(folder, "program");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    const { status } = spawnSync(program);
    rmSync(program);
    if (status === 0) return folder;
  } catch {
    // A place that cannot be read or written counts as missing.
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
