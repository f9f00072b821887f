import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { MOST_BYTES } from "#lib/cli/analyzer/read-body.ts";
import { PATIENCE, type Patience, type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";

const HEAD = "POST /policy/validation HTTP/1.1\r\nhost: analyzer\r\n";

const running: RunningAnalyzer[] = [];
afterEach(() => Promise.all(running.splice(0).map((analyzer) => analyzer.close())));

async function serve(patience: Partial<Patience>): Promise<RunningAnalyzer> {
  const options = { host: "127.0.0.1", port: 0, account: "111122223333", complain: () => undefined };
  const analyzer = await serveAnalyzer({ ...options, patience: { ...PATIENCE, ...patience } });
  running.push(analyzer);
  return analyzer;
}

async function open(patience: Partial<Patience>, host = "127.0.0.1"): Promise<Socket> {
  const socket = connect((await serve(patience)).port, host);
  await once(socket, "connect");
  return socket;
}

const BRIEF = { leaving: 60 };
const HASTE = { headers: 60, request: 120 };

/** Sends chunks as fast as they are taken, until the other side wants no more. Answers how many bytes they were. */
async function pour(socket: Socket): Promise<number> {
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const ended = { yet: false };
  socket.on("error", () => undefined);
  // Closed with an error or without: a pipe may break where the other side has gone, and `once` would throw that.
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      ended.yet = true;
      resolve();
    });
  });
  let bytes = 0;
  while (!ended.yet) {
    bytes += chunk.length;
    if (!socket.write(chunk)) await Promise.race([once(socket, "drain").catch(() => undefined), closed]);
  }
  return bytes;
}

describe("a body that is too large", () => {
  it("is refused by what it says of its length, before any of it is sent", async () => {
    const socket = await open(BRIEF);
    socket.write(`${HEAD}content-length: ${MOST_BYTES + 1}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 .*"__type":"ValidationException"/s);
  });

  it("is refused at the limit where it does not say how long it is, and is not read on", async () => {
    const socket = await open(BRIEF);
    const answered = text(socket).catch(() => "");
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    const bytes = await pour(socket);
    expect(bytes).toBeGreaterThan(MOST_BYTES);
    expect(bytes).toBeLessThan(4 * MOST_BYTES);
    expect(await answered).toMatch(/^(HTTP\/1\.1 413 |$)/);
  });

  it("is answered to a client that first sends all of it", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(MOST_BYTES + 1));
        controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as const;
    const answered = await fetch(`${(await serve(BRIEF)).url}/policy/validation`, init);
    expect([answered.status, (await answered.json()).reason]).toEqual([413, "other"]);
  });

  it("is not one byte shorter", async () => {
    const init = { method: "POST", body: " ".repeat(MOST_BYTES) };
    const answered = await fetch(`${(await serve(BRIEF)).url}/policy/validation`, init);
    expect([answered.status, (await answered.json()).reason]).toEqual([400, "cannotParse"]);
  });
});

describe("a client that is too slow", () => {
  it.each([
    ["with its headers", HEAD],
    ["with its body", `${HEAD}content-length: 10\r\n\r\n{`],
    ["with its chunks", `${HEAD}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`],
  ])("is sent away: %s", async (_, sent) => {
    const socket = await open(HASTE);
    socket.write(sent);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("is sent away where it says nothing at all", async () => {
    const socket = await open(HASTE);
    expect(await text(socket)).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  it("has thirty seconds", () => {
    expect(PATIENCE).toMatchObject({ headers: 10_000, request: 30_000 });
  });
});

it("listens to nobody but this machine at the address that it was told", async () => {
  await expect(open({}, "127.0.0.2")).rejects.toThrow();
});
