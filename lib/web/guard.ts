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
  /** The origins from which server actions may come. */
  origins: readonly string[];
  /** This process's port. For callers on this machine, its local names with this port are hosts too. */
  port: number;
  /** A proxy passes the requested host in X-Forwarded-Host. */
  trustProxy: boolean;
  /** Development tools post to pages. */
  dev: boolean;
};

/** How long a refused caller has to read the reason before the connection is closed. */
const LINGER_MS = 1_000;

/**
 * Runs before every entry point: gives the request an id, refuses what no route may receive, and cuts off a body that
 * exceeds its limit. Returns whether the request continues.
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
    // Node discards an unread body without counting it, unless reading has begun, so we read the body to its end.
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

/** An address must be a readable path, with each query name once. */
const checkAddress: Check = ({ url = "" }) => {
  const [path = "", ...query] = url.split("?");
  if (!path.startsWith("/")) return [400, "The URL must be a path on this server."];
  if (!isDecodable(path)) return [400, "The URL is not percent-encoded UTF-8."];
  if (/%00|\p{Cc}/iu.test(url)) return [400, "The URL contains NUL or another control character."];
  const names = [...new URLSearchParams(query.join("?")).keys()];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? null : [400, `The URL contains “${twice.slice(0, 50)}” twice. Use it once.`];
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

/** Pages are read-only; their forms submit server actions. */
const checkMethod: Check = ({ method = "", url = "", headers }, { dev }) => {
  const isAction = method === "POST" && (headers["next-action"] !== undefined || dev);
  if (isAction || methodsOf(url).includes(method)) return null;
  return [405, `${method} is not supported here. Use ${methodsOf(url).join(", ")}.`];
};

/** A server action has one of the two forms its own client sends. */
const checkAction: Check = ({ url = "", headers }) => {
  if (isApi(url) || headers["next-action"] === undefined) return null;
  if (/^(text\/plain|multipart\/form-data)\b/i.test(headers["content-type"] ?? "")) return null;
  return [415, "Send an action as text/plain or multipart/form-data."];
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
  return `The body is over ${words}. Split it into several requests.`;
}

function isApi(url: string): boolean {
  return url.startsWith("/api/");
}

/** Counts arriving bytes, regardless of the reader and the declared length. Stops reading past the limit. */
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
 * Sends the reason and hangs up. Writes to the socket, because the application may already hold the response. Reading
 * has ended, so the rest of the body stays with its sender.
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

/** A problem document for the API; only its words for a page or a server action. */
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

/** Next refuses a method that a route lacks with only a status; this adds words, as for any other refusal. */
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
    return end(
      JSON.stringify(doorProblem(405, `${method} is not supported here. Send OPTIONS to see what is.`, requestId)),
    );
  };
}

/** An uncaught error is 500, unless the application noted its meaning. */
function answerByNote(response: ServerResponse, note: RequestNote): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const away = note.status === 503 && status < 300;
    if (note.status === 503) response.setHeader("retry-after", RETRY_AFTER);
    return writeHead(note.status && (away || status === 500) ? note.status : status, ...rest);
  };
}
