import { isRecord } from "./fields.ts";
import type { WireRequest } from "./message.ts";
import { validationException } from "./wire-error.ts";

/** The members of a request; none where the body is empty. Throws ValidationException where it is no JSON object in UTF-8. */
export function jsonBody({ body }: WireRequest): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch (error) {
    const cause = error instanceof SyntaxError ? "JSON" : "UTF-8";
    throw validationException(`The body of the request is not valid ${cause}.`, "cannotParse");
  }
  if (!isRecord(value)) throw validationException("The body of the request must be a JSON object.", "cannotParse");
  return value;
}
