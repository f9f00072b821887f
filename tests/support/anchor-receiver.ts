import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll } from "vitest";

/** What came in, and how it is answered. */
export type Receiver = {
  url: string;
  received: { path: string; headers: IncomingHttpHeaders; body: unknown }[];
  answer: { status: number; headers?: Record<string, string> };
};

/** A server on this machine that takes anchors. It says 200, and has received nothing, at the start of each test. */
export function useAnchorReceiver(): () => Receiver {
  const receiver: Receiver = { url: "", received: [], answer: { status: 200 } };
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse((await text(request)) || "null");
    receiver.received.push({ path: request.url ?? "", headers: request.headers, body });
    const { status, headers } = receiver.answer;
    response.writeHead(status, headers).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/anchors?key=of-the-url`;
  });
  afterEach(() => {
    receiver.received = [];
    receiver.answer = { status: 200 };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => receiver;
}
