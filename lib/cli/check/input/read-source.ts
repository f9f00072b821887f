import { createReadStream, readSync, realpathSync } from "node:fs";
import { beginsLikePlan } from "#lib/checks/plan/plan-shape.ts";
import { reducePlan } from "#lib/cli/check/plan/reduce-plan.ts";
import type { Position } from "#lib/iam/index.ts";
import { type MayRead, reasonOf } from "./find-files.ts";
import { decode, MAX_BYTES, readSized, tooLarge, withOpened } from "./read-file.ts";
import type { SourceText } from "./source-text.ts";

/** A text, or why there is none; `at` is the unreadable place in it. */
type ReadSource = ({ ok: true } & SourceText) | { ok: false; message: string; at?: Position };

/** Plans up to this size, in bytes, are read like any other file. */
export const LARGE = 1024 * 1024;
/** Bytes needed to recognise the format of a text. */
const HEAD = 4 * 1024;
const CHUNK = 64 * 1024;
/** Bytes between progress reports while reading. */
const SAY_EVERY = 8 * 1024 * 1024;

/** A file to check. A large plan is only named here, and read when it is checked. */
export function sourceOf(
  file: string,
  mayRead: MayRead = () => true,
): ReadSource | { ok: true; file: string; size: number } {
  try {
    return withOpened(file, mayRead, (opened, size) => {
      const isLargePlan = size > LARGE && beginsLikePlan(headOf(opened));
      return isLargePlan ? { ok: true, file: realpathSync(file), size } : readSized(size, opened);
    });
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

/** The relevant parts of a large plan. Calls `goesOn` while reading. */
export async function readPlan(file: string, goesOn: () => void): Promise<ReadSource> {
  try {
    return await readLarge(telling(createReadStream(file, { highWaterMark: CHUNK }), goesOn), file);
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

/** A large text in chunks; of a plan, only the relevant parts. `file` is its name. */
export async function readLarge(chunks: AsyncIterable<Uint8Array>, file: string): Promise<ReadSource> {
  const { head, all } = await withHead(chunks);
  if (!beginsLikePlan(new TextDecoder().decode(head))) return readWhole(all);
  const reduction = await reducePlan(all, file);
  if (!reduction.ok) return reduction;
  const { text, ...reduced } = reduction.plan;
  return { ok: true, text, reduced };
}

async function readWhole(chunks: AsyncIterable<Uint8Array>): Promise<ReadSource> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) return tooLarge(length);
  }
  return decode(Buffer.concat(read));
}

function headOf(opened: number): string {
  const head = Buffer.alloc(HEAD);
  return new TextDecoder().decode(head.subarray(0, readSync(opened, head, 0, HEAD, 0)));
}

async function withHead(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done ? new Uint8Array() : first.value;
  return { head: head.subarray(0, HEAD), all: withRest(head, iterator) };
}

async function* withRest(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* telling(chunks: AsyncIterable<Uint8Array>, goesOn: () => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes >= SAY_EVERY) {
      goesOn();
      bytes = 0;
    }
    yield chunk;
  }
}
