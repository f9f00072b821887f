import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A separate file system that can be filled to its last byte. */
export type SmallDisk = { folder: string; fill: () => void; empty: () => void };

/** Runs `work` on a disk of a number of megabytes. If this account may not mount one, returns the reason instead. */
export async function onSmallDisk<T>(
  megabytes: number,
  work: (disk: SmallDisk) => Promise<T>,
): Promise<{ done: T } | { notTried: string }> {
  if (process.platform !== "linux") return { notTried: "a small disk can only be created on Linux" };
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "pipe" });
  } catch {
    rmdirSync(folder);
    return { notTried: "this account cannot mount a small disk" };
  }
  const release = () => {
    execFileSync("umount", ["--lazy", folder]);
    rmdirSync(folder);
  };
  process.once("exit", release);
  try {
    chmodSync(folder, 0o755);
    return { done: await work(diskAt(folder)) };
  } finally {
    process.off("exit", release);
    release();
  }
}

function diskAt(folder: string): SmallDisk {
  const file = path.join(folder, "filler");
  return { folder, fill: () => fill(file), empty: () => rmSync(file) };
}

/** Writes ever smaller pieces until not one byte is left. */
function fill(file: string): void {
  const filler = openSync(file, "a");
  try {
    for (const bytes of [1_048_576, 4_096, 1]) {
      const piece = Buffer.alloc(bytes, 1);
      while (fits(filler, piece));
    }
  } finally {
    closeSync(filler);
  }
}

function fits(filler: number, piece: Buffer): boolean {
  try {
    return writeSync(filler, piece) === piece.length;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
