import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_LIMIT, SIGN_IN_BODY_LIMIT } from "#lib/body-limit.ts";
import { ASKED_BY, askedBy } from "./asked-by.ts";
import { checkHost, checkOrigin, clientAddress } from "./guard-origins.ts";
import { doorProblem, type Problem, RETRY_AFTER } from "./problem.ts";
import { openNote, type RequestNote } from "./request-note.ts";

export type GuardSettings = {
  /** The hosts that requests may name. */
  hosts: readonly string[];
  /** The origins that server actions may come from. */
  origins: readonly string[];
  /** Where this process listens: from this machine, its own names for that are hosts too. */
  port: number;
  /** A proxy says in X-Forwarded-Host which host was asked. */
  trustProxy: boolean;
  /** The tools of development post to pages. */
  dev: boolean;
};

/** How long a caller that was refused has to read why, before the connection is cut. */
const LINGER_MS = 1_000;

/**
 * Stands in front of every door. It names the request, refuses what no door may see, and cuts off a body that passes its
 * limit. Answers whether the request goes on.
 */
export function guard(settings: GuardSettings): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const requestId = randomUUID();
    const problem = refusal(request, settings, requestId);
    if (problem) {
      refuse(request, response, problem);
      return false;
    }
    request.headers["x-request-id"] = requestId;
    request.headers["x-client-address"] = clientAddress(request, settings);
    request.headers[ASKED_BY] = askedBy(request);
    response.setHeader("x-request-id", requestId);
    const { note, end } = openNote(requestId);
    response.once("close", end);
    answerByNote(response, note);
    if (isApi(request.url ?? "")) answerMethod(request, response, requestId);
    const limit = limitOf(request);
    cutOff(request, limit.bytes, () => refuse(request, response, tooLarge(limit.words, requestId)));
    // Node reads what a door leaves unread, uncounted, unless someone has begun to: we read it to its end.
    request.read(0);
    response.once("finish", () => request.resume());
    return true;
  };
}

type Found = [status: 400 | 403 | 405 | 413 | 415 | 421, detail: string];
export type Check = (request: IncomingMessage, settings: GuardSettings) => Found | null;

function refusal(request: IncomingMessage, settings: GuardSettings, requestId: string): Problem | null {
  for (const check of [checkHost, checkAddress, checkMethod, checkAction, checkOrigin, checkLength]) {
    const found = check(request, settings);
    if (found) return doorProblem(...found, requestId);
  }
  return null;
}

/** An address has to be a path that can be read, with each name of its query once. */
const checkAddress: Check = ({ url = "" }) => {
  const [path = "", ...query] = url.split("?");
  if (!path.startsWith("/")) return [400, "The address must be a path of this server."];
  if (!isDecodable(path)) return [400, "The address is not percent-encoded UTF-8."];
  if (/%00|\p{Cc}/iu.test(url)) return [400, "The address contains NUL or another control character."];
  const names = [...new URLSearchParams(query.join("?")).keys()];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? null : [400, `The address gives “${twice.slice(0, 50)}” twice. Give it once.`];
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const API_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const PAGE_METHODS = ["GET", "HEAD"];

/** Pages are read; what their forms do comes as server actions. */
const checkMethod: Check = ({ method = "", url = "", headers }, { dev }) => {
  const isAction = method === "POST" && (headers["next-action"] !== undefined || dev);
  if (isAction || methodsOf(url).includes(method)) return null;
  return [405, `${method} is not answered here, but ${methodsOf(url).join(", ")}.`];
};

/** A server action comes in the two forms that its own client sends. */
const checkAction: Check = ({ url = "", headers }) => {
  if (isApi(url) || headers["next-action"] === undefined) return null;
  if (/^(text\/plain|multipart\/form-data)\b/i.test(headers["content-type"] ?? "")) return null;
  return [415, "An action is sent as text/plain or multipart/form-data."];
};

function methodsOf(url: string): string[] {
  return isApi(url) ? API_METHODS : PAGE_METHODS;
}

const checkLength: Check = (request) => {
  const limit = limitOf(request);
  return Number(request.headers["content-length"] ?? 0) > limit.bytes ? [413, lengthWords(limit.words)] : null;
};

function limitOf({ url = "" }: IncomingMessage): { bytes: number; words: string } {
  return url.startsWith("/api/auth/") ? SIGN_IN_BODY_LIMIT : BODY_LIMIT;
}

function tooLarge(words: string, requestId: string): Problem {
  return doorProblem(413, lengthWords(words), requestId);
}

function lengthWords(words: string): string {
  return `The body is over ${words}. Send less, in several requests.`;
}

function isApi(url: string): boolean {
  return url.startsWith("/api/");
}

/** Counts what arrives, whoever reads it and whatever length was declared. Past the limit nothing is read any more. */
function cutOff(request: IncomingMessage, limit: number, refuse: () => void): void {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    const before = bytes;
    bytes += chunk?.length ?? 0;
    if (bytes <= limit) return push(chunk, encoding);
    if (before <= limit) refuse();
    return false;
  };
}

/**
 * Says why and hangs up. The answer goes past the response, which the application may hold already, and reading has
 * ended: the rest of the body stays with its sender.
 */
function refuse(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  const { socket } = request;
  if (response.headersSent || response.socket !== socket) {
    socket.destroy();
    return;
  }
  socket.end(answerText(request, problem));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** A problem as everywhere in the API; of a page or a server action, its words. */
function answerText({ method, url = "" }: IncomingMessage, problem: Problem): string {
  const api = isApi(url);
  const body = api ? JSON.stringify(problem) : `${problem.title}. ${problem.detail} Request ${problem.requestId}.\n`;
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${api ? "application/problem+json" : "text/plain; charset=utf-8"}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${problem.requestId}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    `Date: ${new Date().toUTCString()}`,
    "Connection: close",
    ...(problem.status === 405 ? [`Allow: ${methodsOf(url).join(", ")}`] : []),
  ];
  return `${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : body}`;
}

/** Next refuses a method that a route does not have with a status alone: it is answered with words, as any other refusal. */
function answerMethod({ method = "" }: IncomingMessage, response: ServerResponse, requestId: string): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  let isBare = false;
  const look = (status: number, headers: unknown) => {
    if (status !== 405 || response.headersSent || headers || response.hasHeader("content-type")) return;
    isBare = true;
    response.setHeader("content-type", "application/problem+json");
  };
  response.writeHead = (status: number, ...rest: unknown[]) => {
    look(status, rest[0]);
    return writeHead(status, ...rest);
  };
  response.end = (...given: unknown[]) => {
    look(response.statusCode, given[0]);
    if (!isBare) return end(...given);
    return end(JSON.stringify(doorProblem(405, `${method} is not answered here. OPTIONS says what is.`, requestId)));
  };
}

/** An error that nobody caught is 500, unless the application noted what it means. */
function answerByNote(response: ServerResponse, note: RequestNote): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const away = note.status === 503 && status < 300;
    if (note.status === 503) response.setHeader("retry-after", RETRY_AFTER);
    return writeHead(note.status && (away || status === 500) ? note.status : status, ...rest);
  };
}
