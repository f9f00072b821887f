import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, statSync } from "node:fs";
import { MAY_NOT, type MayRead, reasonOf } from "./find-files.ts";

type FileText = { ok: true; text: string } | { ok: false; message: string };

/** Larger files are not even opened. The template reader has its own, lower limit. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** The text of a file as UTF-8, or why there is none, for example because it may not be read. */
export function readFile(file: string, mayRead?: MayRead): FileText {
  try {
    if (mayRead) return withOpened(file, mayRead, (opened, size) => readSized(size, opened));
    return readSized(statSync(file).size, file);
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

/**
 * Reads a file if permitted. The path may change at any time, so permission is checked on the opened file. Never blocks
 * on a pipe. Throws file system errors.
 */
export function withOpened<Read>(
  file: string,
  mayRead: MayRead,
  read: (opened: number, size: number) => Read,
): Read | { ok: false; message: string } {
  const opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const own = fstatSync(opened);
    const real = realpathSync(file);
    const { dev, ino } = statSync(real);
    if (!mayRead(real) || dev !== own.dev || ino !== own.ino) return { ok: false, message: MAY_NOT };
    return own.isFile() ? read(opened, own.size) : { ok: false, message: "Not a regular file." };
  } finally {
    closeSync(opened);
  }
}

export function readSized(size: number, file: number | string): FileText {
  return size > MAX_BYTES ? tooLarge(size) : decode(readFileSync(file));
}

export function tooLarge(size: number): { ok: false; message: string } {
  const megabytes = (size / 1024 / 1024).toFixed(0);
  return { ok: false, message: `The file is ${megabytes} MB, too large to read. Split it into smaller files.` };
}

export function decode(bytes: Uint8Array): FileText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { ok: false, message: "The file is UTF-16. Save it as UTF-8." };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes("\0"))
      return { ok: false, message: "The file contains a zero byte: it is UTF-16, or not text. Save text as UTF-8." };
    return { ok: true, text };
  } catch {
    return { ok: false, message: "The file is not UTF-8 text. Save it as UTF-8." };
  }
}
