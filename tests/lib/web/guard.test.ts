import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { BODY_LIMIT, SIGN_IN_BODY_LIMIT } from "#lib/body-limit.ts";
import { type GuardSettings, guard } from "#lib/web/guard.ts";
import { noteOf } from "#lib/web/request-note.ts";
import { answer as answerBehind, TIMES } from "../../../scripts/steps/serve.mjs";

/** What the application behind the guard saw. */
let seen: { url: string; bytes: number; failed: boolean }[] = [];
let servers: Server[] = [];

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers = [];
  seen = [];
});

type Handle = Parameters<typeof answerBehind>[2];

/** Reads the body to its end, as a door does, and answers how much it was. */
const read: Handle = (request, response) => {
  const one = { url: request.url ?? "", bytes: 0, failed: false };
  seen.push(one);
  request.on("data", (chunk: Buffer) => {
    one.bytes += chunk.length;
  });
  request.on("error", () => {
    one.failed = true;
  });
  request.on("end", () => response.end(`read ${one.bytes}`));
};

async function serve(
  settings: Partial<GuardSettings> = {},
  handle: Handle = read,
  times: Partial<typeof TIMES> = TIMES,
): Promise<number> {
  const server = createServer(times);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  answerBehind(
    server,
    guard({
      hosts: ["guardians.example"],
      origins: ["https://guardians.example"],
      port,
      trustProxy: false,
      dev: false,
      ...settings,
    }),
    handle,
  );
  return port;
}

/** Sends a request as it stands, then `more` as long as the server takes it: what it answered, and how much it took. */
function send(port: number, head: string[], more?: { chunk: Buffer; times: number }) {
  return new Promise<{ status: number; text: string; sent: number }>((resolve) => {
    let text = "";
    let times = 0;
    const socket = connect(port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n`, push));
    const push = () => {
      if (!more || times >= more.times || socket.destroyed) return;
      times += 1;
      socket.write(more.chunk, push);
    };
    socket.on("data", (data) => {
      text += data;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ status: Number(text.split(" ")[1] ?? 0), text, sent: socket.bytesWritten }));
  });
}

const ask = (port: number, line: string, ...headers: string[]) =>
  send(port, [`${line} HTTP/1.1`, "Host: guardians.example", "Connection: close", ...headers]);

const MEGABYTE = Buffer.alloc(1024 * 1024, "x");
const CHUNK = Buffer.concat([Buffer.from("100000\r\n"), MEGABYTE, Buffer.from("\r\n")]);

describe("the guard", () => {
  it("lets a request in and names it", async () => {
    const port = await serve();
    const { status, text } = await ask(port, "POST /api/v1/reviews", "Content-Length: 0");
    expect(status).toBe(200);
    expect(text).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/i);
  });

  it("gives a request an id of its own, whatever it says", async () => {
    const port = await serve({}, (request, response) => response.end(request.headers["x-request-id"]));
    const { text } = await ask(port, "GET /", "X-Request-Id: forged");
    expect(text).not.toContain("forged");
  });

  it.each([
    ["page", "/reviews/REV-12?_rsc=1x2y"],
    ["person", "/reviews/REV-13?_rsc=1x2y"],
  ])("S13 says whether a page asks for itself or a person does, whatever the request says: %s", async (who, url) => {
    const port = await serve({}, (request, response) => response.end(`asked by ${request.headers["x-asked-by"]}`));
    const headers = ["RSC: 1", "Referer: https://guardians.example/reviews/REV-12", "X-Asked-By: forged"];
    const { text } = await ask(port, `GET ${url}`, ...headers);
    expect(text).toContain(`asked by ${who}`);
  });

  describe("and bodies", () => {
    it("S23 S47 refuses a declared length over the limit and reads nothing of it", async () => {
      const port = await serve();
      const head = ["POST /api/v1/reviews HTTP/1.1", "Host: guardians.example", "Content-Length: 209715200"];
      const { status, text, sent } = await send(port, head, { chunk: MEGABYTE, times: 200 });
      expect(status).toBe(413);
      expect(JSON.parse(text.split("\r\n\r\n")[1] ?? "")).toMatchObject({
        type: "about:blank",
        title: "Too large",
        status: 413,
        detail: "The body is over 12 MB. Split it into several requests.",
      });
      expect(seen).toEqual([]);
      expect(sent).toBeLessThan(20 * MEGABYTE.length);
    });

    it.each(["/api/v1/reviews", "/reviews/new"])(
      "S23 S47 stops reading a chunked body of %s at the limit",
      async (url) => {
        const port = await serve();
        const head = [
          `POST ${url} HTTP/1.1`,
          "Host: guardians.example",
          "Next-Action: a",
          "Content-Type: text/plain",
          "Transfer-Encoding: chunked",
        ];
        const { status, text, sent } = await send(port, head, { chunk: CHUNK, times: 200 });
        expect(status).toBe(413);
        expect(text).toContain("The body is over 12 MB.");
        await expect.poll(() => seen).toEqual([{ url, bytes: expect.any(Number), failed: true }]);
        expect(seen[0]?.bytes).toBeLessThanOrEqual(BODY_LIMIT.bytes);
        expect(sent).toBeLessThan(40 * MEGABYTE.length);
      },
    );

    it("S47 gives sign-in as much as a form needs", async () => {
      const port = await serve();
      const length = (bytes: number) => ["Content-Type: text/plain", `Content-Length: ${bytes}`];
      expect((await ask(port, "POST /api/auth/signin/demo", ...length(SIGN_IN_BODY_LIMIT.bytes + 1))).status).toBe(413);
      const chunked = ["POST /api/auth/signin HTTP/1.1", "Host: guardians.example", "Transfer-Encoding: chunked"];
      expect((await send(port, chunked, { chunk: CHUNK, times: 2 })).status).toBe(413);
    });

    it("S23 lets a body of exactly the limit through, whole", async () => {
      const port = await serve();
      const length = `Content-Length: ${BODY_LIMIT.bytes}`;
      const head = ["POST /api/v1/reviews HTTP/1.1", "Host: guardians.example", "Connection: close", length];
      const { text } = await send(port, head, { chunk: MEGABYTE, times: BODY_LIMIT.bytes / MEGABYTE.length });
      expect(text).toContain(`read ${BODY_LIMIT.bytes}`);
    });

    it("S47 waits 30 s for headers and for a body, and looks every second", () => {
      expect(TIMES).toMatchObject({
        headersTimeout: 30_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 1_000,
      });
    });

    it("keeps a connection longer than proxies do, so that none asks over one that is being closed", async () => {
      const answer = await fetch(`http://127.0.0.1:${await serve({ hosts: ["127.0.0.1"] })}/`);
      await answer.text();
      expect(answer.headers.get("connection")).toBe("keep-alive");
      expect(Number(/timeout=(\d+)/.exec(answer.headers.get("keep-alive") ?? "")?.[1])).toBeGreaterThan(60);
    });

    it.each([
      ["headers", ["POST / HTTP/1.1", "Host: guardians.example"].join("\r\n")],
      ["a body", ["PUT /api/x HTTP/1.1", "Host: guardians.example", "Content-Length: 9", "", "a"].join("\r\n")],
    ])("S47 ends %s that never come whole", async (_, start) => {
      const port = await serve({}, read, { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 });
      const answered = await new Promise<string>((resolve) => {
        let text = "";
        const socket = connect(port, "127.0.0.1", () => socket.write(start));
        socket.on("data", (data) => {
          text += data;
        });
        socket.on("close", () => resolve(text));
      });
      expect(answered).toMatch(/^HTTP\/1\.1 408 /);
    });

    it("S47 asks for a body only when it lets the request in", async () => {
      const port = await serve();
      const length = "Content-Length: 209715200";
      const { text } = await ask(port, "PUT /api/v1/reviews", "Expect: 100-continue", length);
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).not.toContain("100 Continue");
    });

    it("S47 reads no more than the limit when nobody behind it reads", async () => {
      const port = await serve({}, (_, response) => response.end("early"));
      const head = ["POST /api/v1/reviews HTTP/1.1", "Host: guardians.example", "Transfer-Encoding: chunked"];
      const { sent } = await send(port, head, { chunk: CHUNK, times: 200 });
      expect(sent).toBeLessThan(40 * MEGABYTE.length);
    });
  });

  describe("and hosts", () => {
    const host = async (settings: Partial<GuardSettings>, ...headers: string[]) =>
      (await send(await serve(settings), ["GET /api/health HTTP/1.1", "Connection: close", ...headers])).status;

    it.each([
      [200, "guardians.example"],
      [200, "GUARDIANS.example"],
      [421, "evil.example"],
      [421, "guardians.example.evil.example"],
      [421, "guardians.example:81"],
      [421, "127.0.0.1"],
    ])("S18 S49 answers %i to Host: %s", async (status, name) => {
      expect(await host({}, `Host: ${name}`)).toBe(status);
    });

    it("S49 answers this machine on its own address", async () => {
      const port = await serve();
      for (const name of ["127.0.0.1", "localhost", "[::1]"]) {
        const head = ["GET / HTTP/1.1", "Connection: close", `Host: ${name}:${port}`];
        expect((await send(port, head)).status).toBe(200);
      }
    });

    it("S49 refuses a forwarded host that is not known", async () => {
      expect(await host({}, "Host: guardians.example", "X-Forwarded-Host: evil.example")).toBe(421);
      expect(await host({}, "Host: guardians.example", "X-Forwarded-Host: guardians.example")).toBe(200);
      expect(await host({}, "Host: app:3000", "X-Forwarded-Host: guardians.example")).toBe(421);
    });

    it("S49 takes the host from a proxy that is trusted, and no other", async () => {
      const trusting = { trustProxy: true };
      expect(await host(trusting, "Host: app:3000", "X-Forwarded-Host: guardians.example")).toBe(200);
      expect(await host(trusting, "Host: app:3000", "X-Forwarded-Host: evil.example, guardians.example")).toBe(421);
      expect(await host(trusting, "Host: app:3000")).toBe(421);
    });
  });

  describe("and who connects", () => {
    const seen = async (settings: Partial<GuardSettings>, ...headers: string[]) => {
      const port = await serve(settings, (request, response) => response.end(request.headers["x-client-address"]));
      return (await ask(port, "GET /api/health", ...headers)).text.split("\r\n\r\n").at(-1);
    };
    const forged = ["X-Client-Address: 192.0.2.66", "X-Forwarded-For: 192.0.2.66, 192.0.2.7"];

    it("S28 says the address of the connection, whatever the caller says", async () => {
      expect(await seen({}, ...forged)).toMatch(/127\.0\.0\.1$/);
    });

    it("S28 takes the address that a trusted proxy saw, not one that someone told it", async () => {
      expect(await seen({ trustProxy: true }, ...forged)).toBe("192.0.2.7");
      expect(await seen({ trustProxy: true }, "X-Forwarded-For:")).toMatch(/127\.0\.0\.1$/);
    });
  });

  describe("and addresses", () => {
    it.each([
      [400, "GET /%"],
      [400, "GET /reviews/%E0%A4%A"],
      [400, "GET /api/v1/reviews/%FF"],
      [400, "GET /reviews/%00"],
      [400, "GET /reviews?q=%00"],
      [400, "GET http://evil.example/"],
      [400, "OPTIONS *"],
      [400, "GET /reviews?page=1&page=2"],
      [405, "TRACE /"],
      [405, "TRACE /api/v1/reviews"],
      [405, "PROPFIND /api/v1/reviews"],
      [405, "DELETE /reviews"],
      [405, "POST /reviews"],
      [200, "GET /reviews?q=100%"],
      [200, "GET /reviews/REV-1?page=1&q=%F0%9F%8D%8E"],
    ])("S48 answers %i to %s", async (status, line) => {
      const answered = await ask(await serve(), line);
      expect(answered.status).toBe(status);
      if (status === 405) expect(answered.text).toContain("\r\nAllow: GET, HEAD");
    });

    it.each([
      ["DELETE /api/v1/reviews", /^\{.*"status":405.*"DELETE is not supported here. Send OPTIONS to see what is."/],
      ["HEAD /api/v1/backup", /^$/],
      ["POST /reviews?_rsc=1", /^$/],
    ])("says of %s, which a entry point refuses without a word, what is answered there", async (line, said) => {
      const bare: Handle = (_, response) => {
        response.statusCode = 405;
        response.end();
      };
      const headers = ["Next-Action: a", "Content-Type: text/plain", "Content-Length: 0"];
      const { status, text } = await ask(await serve({}, bare), line, ...headers);
      const [head = "", body = ""] = text.split("\r\n\r\n");
      expect(status).toBe(405);
      expect(body).toMatch(said);
      expect(head.includes("application/problem+json")).toBe(line.includes("/api/"));
    });

    it("says it where the head is sent before the end, and leaves alone what has words of its own", async () => {
      const early: Handle = (_, response) => response.writeHead(405).end();
      const own: Handle = (_, response) => response.writeHead(405, { "content-type": "text/plain" }).end("By POST.");
      expect((await ask(await serve({}, early), "PUT /api/v1/reviews")).text).toContain("PUT is not supported here");
      const { text } = await ask(await serve({}, own), "PUT /api/v1/reviews");
      expect(text).toContain("By POST.");
      expect(text).not.toContain("problem+json");
    });

    it.each([
      [200, "text/plain;charset=UTF-8"],
      [200, "multipart/form-data; boundary=x"],
      [415, "application/x-www-form-urlencoded"],
      [415, "application/json"],
    ])("S48 answers %i to a server action of %s", async (status, type) => {
      const headers = ["Next-Action: a", `Content-Type: ${type}`, "Content-Length: 0"];
      expect((await ask(await serve(), "POST /reviews", ...headers)).status).toBe(status);
    });

    it.each([
      [200, []],
      [200, ["Origin: https://guardians.example"]],
      [403, ["Origin: http://127.0.0.1:{port}"]],
      [403, ["Origin: http://localhost:{port}"]],
      [403, ["Origin: http://guardians.example"]],
      [403, ["Origin: https://evil.example"]],
      [403, ["Origin: https://guardians.example.evil.example"]],
      [403, ["Origin: https://guardians.example:8443"]],
      [403, ["Origin: null"]],
      [403, ["Sec-Fetch-Site: cross-site"]],
    ] as const)("S19 answers %i to a server action with %j, before any of it is read", async (status, origin) => {
      const port = await serve();
      const headers = ["Next-Action: a", "Content-Type: text/plain", "Content-Length: 0"];
      const own = origin.map((line) => line.replace("{port}", String(port)));
      expect((await ask(port, "POST /reviews", ...headers, ...own)).status).toBe(status);
      expect(seen).toHaveLength(status === 200 ? 1 : 0);
    });

    it("S19 answers a server action of this machine's own pages where the product is reached by http", async () => {
      const port = await serve({ origins: ["http://localhost:8080"] });
      const headers = ["Next-Action: a", "Content-Type: text/plain", "Content-Length: 0"];
      for (const origin of ["http://localhost:8080", `http://127.0.0.1:${port}`]) {
        expect((await ask(port, "POST /reviews", ...headers, `Origin: ${origin}`)).status).toBe(200);
      }
      expect((await ask(port, "POST /reviews", ...headers, "Origin: https://localhost:8080")).status).toBe(403);
    });

    it("S48 answers a page in words, and a head with none", async () => {
      const port = await serve();
      const page = await ask(port, "GET /reviews/%FF");
      expect(page.text).toMatch(/Content-Type: text\/plain.*\r\n\r\nBad request\. The URL is not percent-encoded/s);
      expect((await ask(port, "HEAD /reviews/%FF")).text.split("\r\n\r\n")[1]).toBe("");
    });
  });

  it.each([
    [503, 500, 503],
    [503, 200, 503],
    [503, 307, 307],
    [400, 500, 400],
    [400, 200, 200],
  ] as const)("S48 with the note %i makes %i %i", async (status, given, answered) => {
    const port = await serve({}, (request, response) => {
      noteOf(String(request.headers["x-request-id"])).status = status;
      response.statusCode = given;
      response.end();
    });
    const { status: sent, text } = await ask(port, "GET /");
    expect(sent).toBe(answered);
    if (sent === 503) expect(text).toMatch(/retry-after: 5/i);
  });
});
