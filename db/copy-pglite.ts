import { constants } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { PGlite } from "@electric-sql/pglite";
import { tarOf } from "./tar.ts";

/** A reader inactive for this long has gone. */
const STALLED_MS = 60_000;

/**
 * Copies an open embedded database's files while queries wait. Every statement is finished or not begun, so the copy is
 * like the state after a process exit, and opening it completes the recovery.
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

/** Streams a copy as an archive for `guardians restore` (tar, gzip) at the reader's pace, then deletes the copy. */
export function archiveOf(
  copy: string,
  { stalledMs = STALLED_MS, done }: { stalledMs?: number; done: () => void },
): Readable {
  const zipped = createGzip();
  const stop = new AbortController();
  pipeline(whileTaken(tarOf(copy), stop, stalledMs), zipped, { signal: stop.signal })
    .catch(() => undefined) // The reader learns of the failure from the stream.
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
