import { readFileSync, statSync } from "node:fs";
import { reasonOf } from "./find-files.ts";

export type FileText = { ok: true; text: string } | { ok: false; message: string };

/** Larger files are not even opened; the reader of templates has its own, lower limit. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** The text of a file as UTF-8, or why there is none. */
export function readFile(file: string): FileText {
  try {
    const { size } = statSync(file);
    return size > MAX_BYTES ? tooLarge(size) : decode(readFileSync(file));
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

export function tooLarge(size: number): { ok: false; message: string } {
  const megabytes = (size / 1024 / 1024).toFixed(0);
  return { ok: false, message: `The file has ${megabytes} MB, too many to read. Split it into smaller ones.` };
}

export function decode(bytes: Uint8Array): FileText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { ok: false, message: "The file is UTF-16. Save it as UTF-8." };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes("\0"))
      return { ok: false, message: "The file holds a zero byte: it is UTF-16, or no text. Save text as UTF-8." };
    return { ok: true, text };
  } catch {
    return { ok: false, message: "The file is not UTF-8 text. Save it as UTF-8." };
  }
}
