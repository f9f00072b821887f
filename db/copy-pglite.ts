import { constants } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { PGlite } from "@electric-sql/pglite";
import { tarOf } from "./tar.ts";

/** Whoever takes nothing for so long has gone. */
const STALLED_MS = 60_000;

/**
 * Copies the files of an embedded database that is open, while nothing happens in it: queries wait so long. A statement is
 * done or not begun then, so the copy is as after the end of the process, and opening it does what is left to do.
 */
export async function copyPglite(client: PGlite, from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  try {
    await client.runExclusive(() => cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE }));
  } catch (error) {
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}

/** A copy as a file that `guardians restore` takes (tar, gzip), read as fast as someone takes it; then the copy goes. */
export function archiveOf(
  copy: string,
  { stalledMs = STALLED_MS, done }: { stalledMs?: number; done: () => void },
): Readable {
  const zipped = createGzip();
  const stop = new AbortController();
  pipeline(whileTaken(tarOf(copy), stop, stalledMs), zipped, { signal: stop.signal })
    .catch(() => undefined) // whoever reads it learns it from what they read
    .then(() => rm(copy, { recursive: true, force: true }))
    .finally(done);
  return zipped;
}

async function* whileTaken(chunks: AsyncIterable<Uint8Array>, stop: AbortController, stalledMs: number) {
  for await (const chunk of chunks) {
    const stalled = setTimeout(() => stop.abort(), stalledMs);
    try {
      yield chunk;
    } finally {
      clearTimeout(stalled);
    }
  }
}
