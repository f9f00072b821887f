import { isRecord } from "./fields.ts";
import type { WireRequest } from "./message.ts";
import { validationException } from "./wire-error.ts";

/** Deeper nesting takes much memory to parse, and no real request has it. */
const DEEPEST = 100;

/** Requests that judge no policy are small, because they are read alongside others. */
const MOST_BYTES = 1024 * 1024;

/** Throws ValidationException if a request is too large for an operation that judges nothing. */
export function refuseLarge({ body }: WireRequest): void {
  if (body.length <= MOST_BYTES) return;
  throw validationException(`The request is larger than ${MOST_BYTES} bytes.`, "other");
}

/**
 * The members of a request; none if the body is empty. Throws ValidationException if it is not a JSON object in UTF-8.
 */
export function jsonBody({ body }: WireRequest): Record<string, unknown> {
  if (body.length === 0) return {};
  if (isDeep(body)) throw validationException("The request body is nested too deeply.", "cannotParse");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch (error) {
    const cause = error instanceof SyntaxError ? "JSON" : "UTF-8";
    throw validationException(`The request body is not valid ${cause}.`, "cannotParse");
  }
  if (!isRecord(value)) throw validationException("The request body must be a JSON object.", "cannotParse");
  return value;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPENS = new Set([91, 123]);
const CLOSES = new Set([93, 125]);

function isDeep(body: Uint8Array): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (quoted && byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && OPENS.has(byte)) depth += 1;
    else if (!quoted && CLOSES.has(byte)) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
