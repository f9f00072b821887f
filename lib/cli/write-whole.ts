import { existsSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { Conflict } from "#lib/errors.ts";

export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Conflict(`${file} already exists. Name a file that does not exist yet.`);
}

/** A file with its final name is complete, on disk, and readable only by this account. */
export async function writeWhole<T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const partial = `${file}.${process.pid}`;
  try {
    const handle = await open(partial, "wx", 0o600);
    const written = await write(handle)
      .then((value) => handle.sync().then(() => value))
      .finally(() => handle.close());
    await rename(partial, file);
    return written;
  } finally {
    await rm(partial, { force: true });
  }
}
