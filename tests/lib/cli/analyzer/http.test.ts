import { once } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { MOST_BYTES } from "#lib/cli/analyzer/read-body.ts";
import { serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";
import { analyzerForTests, policyText } from "./analyzer-for-tests.ts";

const analyzer = analyzerForTests();
const CHECK = "/policy/check-no-new-access";
const document = policyText({ Effect: "Allow", Action: "s3:*", Resource: "*" });
const question = { newPolicyDocument: document, existingPolicyDocument: document, policyType: "IDENTITY_POLICY" };

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(analyzer.url() + path, init);
  const body = await response.text();
  return { status: response.status, headers: response.headers, body: body === "" ? null : JSON.parse(body) };
}

const post = (path: string, body: string | Uint8Array<ArrayBuffer>) => ask(path, { method: "POST", body });

/** What is answered to bytes that a client would not send. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(analyzer.url()).port), "127.0.0.1");
  socket.end(bytes);
  return text(socket);
}

describe("over HTTP", () => {
  it.each([
    ["an unknown path", "GET", "/nope", 404],
    ["the root", "GET", "/", 404],
    ["another method", "GET", CHECK, 405],
    ["HEAD", "HEAD", CHECK, 405],
    ["OPTIONS", "OPTIONS", CHECK, 405],
    ["a path that is no text", "POST", "/policy/%E0%A4%A", 400],
    ["a path of an object's own", "POST", "/__proto__", 404],
  ])("answers %s with an error of the protocol", async (_, method, path, status) => {
    const { headers, body, status: answered } = await ask(path, { method });
    expect(answered).toBe(status);
    const name = status === 400 ? "ValidationException" : "UnknownOperationException";
    expect(headers.get("x-amzn-errortype")).toBe(name);
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("content-type")).toBe("application/json");
    if (status === 405) expect(headers.get("allow")).toBe("POST");
    if (method === "HEAD") expect(body).toBeNull();
    else expect(body).toMatchObject({ __type: name, message: expect.stringMatching(/.\.$/) });
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["no JSON", "{"],
    ["a byte order mark", "\ufeff{}"],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d])],
    ["a list", "[]"],
    ["null", "null"],
    ["deep", "[".repeat(1_000_000)],
  ])("refuses a body that is %s", async (_, body) => {
    expect(await post(CHECK, body)).toMatchObject({
      status: 400,
      body: { __type: "ValidationException", reason: "cannotParse" },
    });
  });

  it.each([
    ["nothing", ""],
    ["an empty object", "{}"],
    ["members of other types", JSON.stringify({ newPolicyDocument: {}, existingPolicyDocument: 1, policyType: [] })],
    ["an inherited name", JSON.stringify({ ...question, policyType: "constructor" })],
  ])("names the fields at fault of a body with %s", async (_, body) => {
    const answered = await post(CHECK, body);
    expect(answered).toMatchObject({ status: 400, body: { reason: "fieldValidationFailed" } });
    expect(answered.body.fieldList.at(-1).name).toBe("policyType");
  });

  it.each(["0", "-1", "1.5", "x", "", "99999999999"])("refuses %o results on a page", async (size) => {
    const body = JSON.stringify({ policyDocument: document, policyType: "IDENTITY_POLICY" });
    const answered = await post(`/policy/validation?maxResults=${size}`, body);
    expect(answered).toMatchObject({ status: 400, body: { fieldList: [{ name: "maxResults" }] } });
    expect(await post("/policy/validation?maxResults=3&maxResults=x&%", body)).toMatchObject({ status: 200 });
  });

  it("takes signed and unsigned requests, whatever the signature", async () => {
    const init = { method: "POST", body: JSON.stringify(question) };
    expect(await ask(CHECK, init)).toMatchObject({ status: 200, body: { result: "PASS" } });
    const headers = { authorization: "AWS4-HMAC-SHA256 nonsense", "x-amz-date": "yesterday" };
    expect(await ask(CHECK, { ...init, headers })).toMatchObject({ status: 200, body: { result: "PASS" } });
    expect(await ask(`${CHECK}/`, init)).toMatchObject({ status: 200 });
  });

  it("answers several requests on one connection", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    for (let turn = 0; turn < 3; turn += 1) {
      const request = http.request(analyzer.url() + CHECK, { method: "POST", agent });
      request.end(JSON.stringify(question));
      const [response] = (await once(request, "response")) as [http.IncomingMessage];
      sockets.add(response.socket);
      expect(JSON.parse(await text(response))).toMatchObject({ result: "PASS" });
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
  });

  it("takes documents of a megabyte and refuses what is larger than it keeps", async () => {
    const large = JSON.stringify({ ...question, newPolicyDocument: document + " ".repeat(1_000_000) });
    expect(await post(CHECK, large)).toMatchObject({ status: 200, body: { result: "PASS" } });
    const larger = await post(CHECK, " ".repeat(MOST_BYTES + 1));
    expect(larger).toMatchObject({ status: 413, body: { __type: "ValidationException", reason: "other" } });
    expect(larger.headers.get("connection")).toBe("close");
    expect(await post(CHECK, JSON.stringify(question))).toMatchObject({ status: 200 });
  });

  it("answers what is no HTTP, and goes on", async () => {
    expect(await raw("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await raw(`POST ${CHECK} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{`)).not.toMatch(/ 200 /);
    expect(await post(CHECK, JSON.stringify(question))).toMatchObject({ status: 200 });
  });
});

describe("other services", () => {
  const asked = (form: Record<string, string>) =>
    fetch(analyzer.url(), { method: "POST", body: new URLSearchParams({ Version: "2011-06-15", ...form }) });

  it("says who asks", async () => {
    const response = await asked({ Action: "GetCallerIdentity" });
    expect(response.headers.get("content-type")).toBe("text/xml");
    expect(await response.text()).toContain("<Account>111122223333</Account>");
  });

  it("tells managed policies that are the same for everybody, and those it was given", async () => {
    const arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    const policy = await (await asked({ Action: "GetPolicy", PolicyArn: arn })).text();
    expect(policy).toMatch(/<Path>\/service-role\/<\/Path>.*<DefaultVersionId>v1</);
    const version = await (await asked({ Action: "GetPolicyVersion", PolicyArn: arn, VersionId: "v1" })).text();
    const [, document = ""] = /<Document>(.*)<\/Document>/.exec(version) ?? [];
    expect(JSON.parse(decodeURIComponent(document))).toMatchObject({ Statement: [{ Effect: "Allow", Resource: "*" }] });
    const own = await asked({ Action: "GetPolicy", PolicyArn: "arn:aws:iam::111122223333:policy/Own" });
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining("<PolicyName>Own</PolicyName>")]);
  });

  it("says which managed policy it does not know, and answers no other action", async () => {
    const policy = await asked({ Action: "GetPolicy", PolicyArn: "arn:aws:iam::aws:policy/<x>" });
    expect(policy.status).toBe(404);
    expect(await policy.text()).toMatch(/<Code>NoSuchEntity<\/Code>.*policy\/&#60;x&#62;/);
    const other = await asked({ Action: "AssumeRole" });
    expect(other.status).toBe(400);
    expect(await other.text()).toContain("<Code>InvalidAction</Code>");
  });
});

it("closes at once, with connections open", async () => {
  const running = await serveAnalyzer({
    host: "127.0.0.1",
    port: 0,
    account: "111122223333",
    complain: () => undefined,
  });
  const socket = connect(running.port, "127.0.0.1");
  await once(socket, "connect");
  const ended = once(socket, "close");
  await running.close();
  await ended;
  await expect(fetch(running.url)).rejects.toThrow();
});
