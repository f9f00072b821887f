import type { IncomingMessage } from "node:http";

/** Fits two documents of 1 MB each, escaped as JSON text inside JSON. */
export const MOST_BYTES = 8 * 1024 * 1024;

/**
 * The body of a request, or undefined if it is too large: by its declared length before reading, otherwise at the
 * limit. Rejects when the client disconnects.
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
    request.once("close", () => reject(new Error("The client disconnected.")));
  });
}

/**
 * Waits until the client has read its answer and left. A client still sending would miss the answer if the connection
 * closed, so its data is discarded, within the limit and `milliseconds`.
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
