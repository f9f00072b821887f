import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";

/** Credentials that AWS would never give out. The secret and the token are what must not show up anywhere. */
export const TEMPORARY = {
  AccessKeyId: "ASIAQQQQTEMPORARYKEY",
  SecretAccessKey: "canary-secret-of-temporary-credentials",
  SessionToken: "canary-token-of-temporary-credentials",
  Expiration: "2126-11-25T10:00:00Z",
};
export const LONG_TERM = { AccessKeyId: "AKIAQQQQLONGTERMXKEY", SecretAccessKey: "canary-secret-of-a-long-term-key" };

export const CANARY = /canary/;

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server on this machine for the tests of a file. `requests` are those since the test began: method and path. */
export function useServer(handler: Handler): { url: () => string; requests: string[] } {
  const requests: string[] = [];
  let address = "";
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => handler(request, response, Buffer.concat(parts).toString()));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    address = typeof bound === "object" && bound ? `http://127.0.0.1:${bound.port}` : "";
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: () => address, requests };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Nothing of this machine's own setup of AWS is seen by the test, and no metadata service is asked. */
export function withoutAws(folder: string): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
  vi.stubEnv("HOME", folder);
  vi.stubEnv("AWS_CONFIG_FILE", `${folder}/config`);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", `${folder}/credentials`);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
}

/** Temporary credentials in the environment: what most tests need to get an answer at all. */
export function withTemporaryCredentials(): void {
  vi.stubEnv("AWS_ACCESS_KEY_ID", TEMPORARY.AccessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", TEMPORARY.SecretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", TEMPORARY.SessionToken);
}
