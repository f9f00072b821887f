import type { IncomingMessage } from "node:http";

/** Two documents of 1 MB each, escaped as JSON text in JSON, fit. */
export const MOST_BYTES = 8 * 1024 * 1024;

/**
 * The body of a request, or undefined as soon as it is known to be too large: by what it says of itself before anything is
 * read, else when the limit is reached. Rejects when the client goes away.
 */
export function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > MOST_BYTES) {
        request.removeAllListeners("data").pause();
        resolve(undefined);
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
    request.once("close", () => reject(new Error("The client went away.")));
  });
}

/**
 * Waits until the client has read its answer and gone. It may still be sending, and would never read an answer if the
 * connection were cut; what it sends is thrown away, up to as much again and for `milliseconds`.
 */
export function untilGone(request: IncomingMessage, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    let size = 0;
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > MOST_BYTES) done();
    });
    request.once("end", done);
    request.once("close", done);
    request.resume();
  });
}
