import type { IncomingMessage } from "node:http";

/** Two documents of 1 MB each, escaped as JSON text in JSON, fit. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** What is sent beyond this is not even waited for. */
const MOST_DISCARDED = 8 * MOST_BYTES;

/**
 * The body of a request, or undefined where it is too large: then it is read to its end without being kept, since a client
 * that is still sending does not read an answer. Rejects when the client goes away.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    else chunks = [];
    if (size > MOST_DISCARDED) break;
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks);
}
