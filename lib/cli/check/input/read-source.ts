import { createReadStream, readSync, realpathSync } from "node:fs";
import { beginsLikePlan } from "#lib/checks/plan/plan-shape.ts";
import { reducePlan } from "#lib/cli/check/plan/reduce-plan.ts";
import type { Position } from "#lib/iam/index.ts";
import { type MayRead, reasonOf } from "./find-files.ts";
import { decode, MAX_BYTES, readSized, tooLarge, withOpened } from "./read-file.ts";
import type { SourceText } from "./source-text.ts";

/** A text, or why there is none; `at` is the place in it that cannot be read. */
type ReadSource = ({ ok: true } & SourceText) | { ok: false; message: string; at?: Position };

/** A plan up to this size, in bytes, is read as every other file is. */
export const LARGE = 1024 * 1024;
/** So much tells what a text begins with. */
const HEAD = 4 * 1024;
const CHUNK = 64 * 1024;
/** How often it is said that a reading goes on, in bytes. */
const SAY_EVERY = 8 * 1024 * 1024;

/** A file to check; a large plan is only named: it is read where it is checked. */
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

/** What says something in a large plan. `goesOn` is called while it is read. */
export async function readPlan(file: string, goesOn: () => void): Promise<ReadSource> {
  try {
    return await readLarge(telling(createReadStream(file, { highWaterMark: CHUNK }), goesOn), file);
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

/** A large text that comes in chunks: of a plan what says something. `file` is its name. */
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
