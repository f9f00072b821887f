import { validationException } from "./wire-error.ts";

/** A short fingerprint that ties a token to the request it was created for. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

function startOf(token: string, of: string): number {
  try {
    const [start, made] = atob(token).split(".");
    if (start !== undefined && /^\d{1,9}$/.test(start) && made === of) return Number(start);
  } catch {
    // A token that is not base64 is not ours either.
  }
  throw validationException("The nextToken does not belong to this request.", "fieldValidationFailed", [
    { name: "nextToken", message: "Use the nextToken from the response to the same request, unchanged." },
  ]);
}

/** One page of a list; without a size, everything left. `about` identifies what the list depends on. */
export function pageOf<T>(
  items: readonly T[],
  { size, token, about }: { size: number | undefined; token: string | undefined; about: string },
): { items: T[]; nextToken?: string } {
  const of = fingerprint(about);
  const start = token === undefined ? 0 : startOf(token, of);
  const end = start + (size ?? items.length);
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextToken: btoa(`${end}.${of}`) } : { items: page };
}
