import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { Conflict, Invalid } from "#lib/errors.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { answer, errorAnswer } from "#lib/iam/wire/answer.ts";
import type { ManagedPolicy } from "#lib/iam/wire/managed-policies.ts";
import type { WireResponse } from "#lib/iam/wire/message.ts";
import { PreviewStore } from "#lib/iam/wire/preview-store.ts";
import { WireError } from "#lib/iam/wire/wire-error.ts";
import { MOST_BYTES, readBody } from "./read-body.ts";

export type AnalyzerOptions = {
  host: string;
  port: number;
  account: string;
  /** Managed policies by name, beside those that are the same for everybody. */
  managedPolicies?: ReadonlyMap<string, ManagedPolicy>;
  complain: (line: string) => void;
};
export type RunningAnalyzer = { url: string; port: number; close: () => Promise<void> };

/** A request that takes longer is answered as not decided, within the second that clients are promised. */
const MILLISECONDS = 700;
const LEAST_MILLISECONDS = 100;

/** Loaded with the first policy that is validated: the checks do without. */
async function facts(documents: string[]): Promise<ServiceFacts> {
  return (await import("#lib/policies/service-facts.ts")).serviceFacts(documents);
}

type Answerer = (request: IncomingMessage) => Promise<WireResponse>;

function answererFor({ account, managedPolicies, complain }: AnalyzerOptions): Answerer {
  const store = new PreviewStore(new Date());
  const managedPolicy = (arn: string) => managedPolicies?.get(arn.slice(arn.lastIndexOf("/") + 1));
  const now = () => performance.now();
  return async (request) => {
    const requestId = randomUUID();
    const body = await readBody(request);
    if (body === undefined) {
      const message = `The request is larger than ${MOST_BYTES} bytes.`;
      const error = new WireError("ValidationException", 413, message, { reason: "other" }, { connection: "close" });
      return errorAnswer(error, requestId);
    }
    const deadline = now() + MILLISECONDS;
    const limits = () => ({ now, milliseconds: Math.max(LEAST_MILLISECONDS, deadline - now()) });
    const { method = "GET", url = "/", headers } = request;
    const [path = "/", query = ""] = url.split(/\?(.*)/s);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    try {
      const surroundings = {
        account,
        requestId,
        now: new Date(),
        newId: randomUUID,
        store,
        limits,
        facts,
        managedPolicy,
      };
      return await answer({ method, path, query, headers: given, body }, surroundings);
    } catch (error) {
      complain(`Request ${requestId} failed: ${error instanceof Error ? error.stack : String(error)}`);
      const message = `Something went wrong here; the analyzer's output says more under ${requestId}.`;
      return errorAnswer(new WireError("InternalServerException", 500, message), requestId);
    }
  };
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function listen(server: Server, { host, port }: AnalyzerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(new Conflict(`Port ${port} of ${host} is in use. Choose another, or --port 0 for any that is free.`));
      } else if (error.code === "EACCES") {
        reject(new Invalid(`Port ${port} may not be used by this user. Choose one from 1024, or --port 0.`));
      } else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
        reject(new Invalid(`${host} is no address of this machine.`));
      } else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Serves Access Analyzer's protocol until it is closed. Throws Conflict or Invalid where it can not listen. */
export async function serveAnalyzer(options: AnalyzerOptions): Promise<RunningAnalyzer> {
  const answerTo = answererFor(options);
  const server = createServer((request, response) => {
    answerTo(request).then(
      (answered) => send(response, answered),
      () => response.destroy(),
    );
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const host = isIPv6(options.host) ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, close };
}
