import { megabytes } from "#lib/lengths.ts";
import { limits } from "./limits.ts";
import type { Problem, Warning } from "./reading.ts";

type DecodedText = { ok: true; text: string; warnings: Warning[] } | { ok: false; problems: Problem[] };

/** Decodes bytes strictly: invalid UTF-8 or a NUL is refused with its position, never repaired. */
export function decodeText(input: Uint8Array | string): DecodedText {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  if (bytes.length > limits.bytes) {
    return refuse(`The file is ${megabytes(bytes.length)}; the limit is ${megabytes(limits.bytes)}.`);
  }
  const wide = wideEncoding(bytes);
  if (wide) return refuse(`The file starts with a ${wide} byte order mark. Save it as UTF-8.`, 1, 1);
  const text = typeof input === "string" ? input : decodeUtf8(bytes);
  if (text === null) return invalidUtf8(bytes);
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const nul = body.indexOf("\0");
  if (nul >= 0) {
    const { line, column } = placesIn(body)(nul);
    return refuse(
      "The file contains a NUL character. It is not a text file, or it is UTF-16. Save it as UTF-8.",
      line,
      column,
    );
  }
  if (body.trim() === "") return refuse("The file is empty.");
  const warnings =
    body === text ? [] : [{ path: [], message: "The file starts with a byte order mark; it was skipped." }];
  return { ok: true, text: body, warnings };
}

/** Line and column of offsets in one text, both from 1. A column counts UTF-16 units, as editors do. */
export function placesIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let next = text.indexOf("\n"); next >= 0; next = text.indexOf("\n", next + 1)) starts.push(next + 1);
  return (offset) => {
    let line = 0;
    let after = starts.length;
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

function decodeUtf8(bytes: Uint8Array, stream = false): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
  } catch {
    return null;
  }
}

/**
 * The decoder does not report where it failed. Whether a prefix decodes is monotone, so a binary search finds the
 * position.
 */
function invalidUtf8(bytes: Uint8Array): DecodedText {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (middle <= bytes.length && decodeUtf8(bytes.subarray(0, middle), true) !== null) valid = middle;
    else invalid = middle;
  }
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, valid), { stream: true });
  const { line, column } = placesIn(before)(before.length);
  const byte = new TextEncoder().encode(before).length + 1;
  return refuse(`The file is not valid UTF-8 at byte ${byte}. Save it as UTF-8.`, line, column);
}

function wideEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16 (little endian)";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16 (big endian)";
  return null;
}

function refuse(message: string, line?: number, column?: number): DecodedText {
  return { ok: false, problems: [line === undefined ? { path: [], message } : { path: [], message, line, column }] };
}
