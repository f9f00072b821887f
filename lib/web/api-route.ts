import { Readable } from "node:stream";
import { z } from "zod";
import { actorKey } from "#lib/auth/actor.ts";
import { BODY_LIMIT } from "#lib/body-limit.ts";
import type { Context } from "#lib/context.ts";
import { csvRows } from "#lib/csv.ts";
import { env } from "#lib/env.ts";
import { type FieldProblem, Invalid, NotFound } from "#lib/errors.ts";
import type { Exported, ExportFormat } from "#lib/event-types/program-events.ts";
import type { Subject } from "#lib/event-types/vocabulary.ts";
import { parse } from "#lib/input.ts";
import { keepWithin } from "#lib/limits/keep-within.ts";
import type { LimitName } from "#lib/limits/rules.ts";
import type { Parameter, Query } from "#lib/parameters.ts";
import { reviewId } from "#lib/paths.ts";
import { listed } from "#lib/words.ts";
import { type PersonContext, personContext, requestIdOf } from "./context.ts";
import { handOut } from "./hand-out.ts";
import { type Asked, namedIn } from "./named-in.ts";
import { doorProblem, type Problem, problemResponse } from "./problem.ts";
import { type JsonProblem, readJson } from "./read-json.ts";
import { answerError } from "./refusal.ts";

type Params = Record<string, string>;

/** An API route as data: the handler runs it, and the OpenAPI document is generated from it. */
export type RouteDefinition<Body = unknown, Answer = unknown> = {
  summary: string;
  tag: string;
  /** Descriptions of path parameters, by name. */
  params?: Record<string, string>;
  query?: AskedParameters;
  body?: z.ZodType<Body>;
  answer: z.ZodType<Answer>;
  status?: 200 | 201;
  /** The limit it counts towards, in addition to the general API limit. */
  limit?: LimitName;
  /** An open page polls this route, so a request does not show that a person is present, and the session stays idle. */
  asking?: "page";
  run: (ctx: PersonContext, input: { params: Params; query: Query; body: Body }) => Promise<unknown>;
};

/** A route that returns a file. Each download is recorded. */
export type FileDefinition = {
  summary: string;
  tag: string;
  params?: Record<string, string>;
  query?: AskedParameters;
  /** The media type of the file, such as text/csv. */
  mediaType: string;
  /** The content and format to record for the download. */
  what: Exported;
  format: ExportFormat;
  /** The subject of the file; if omitted, the program. */
  subject?: (params: Params) => Subject;
  run: (ctx: Context, input: { params: Params; query: Query }) => Promise<FileContent>;
};

/** A file with its name. Content too large for memory streams as fast as the caller reads. */
type FileContent = { name: string; content: string | Readable };

/** The body of a route without input: nothing, or an empty object (S05). */
const NO_BODY = z.strictObject({}).optional();

type Handler = (request: Request, route: { params: Promise<Params> }) => Promise<Response>;

type RouteHandler = Handler & {
  definition: RouteDefinition | FileDefinition;
};

/** One route handler: session, origin, body, verb, declared response, and one mapper from errors to problems. */
export function apiRoute<Body, Answer>(definition: RouteDefinition<Body, Answer>): RouteHandler {
  const handler: Handler = (request, route) =>
    answered(request, route, definition, async (ctx, params, asked) => {
      const query = queryOf(request, definition);
      const refusal = refuseForeignOrigin(request, ctx.requestId) ?? (await readBody(request, ctx.requestId));
      if (refusal instanceof Response) return refusal;
      asked.input = refusal.body;
      const body = parse((definition.body ?? NO_BODY) as z.ZodType<Body>, refusal.body);
      const value = await definition.run(ctx, { params, query, body });
      return Response.json(definition.answer.parse(JSON.parse(JSON.stringify(value))), {
        status: definition.status ?? 200,
        headers: { "cache-control": "no-store", "x-request-id": ctx.requestId },
      });
    });
  return Object.assign(handler, { definition: definition as unknown as RouteDefinition | FileDefinition });
}

export function fileRoute(definition: FileDefinition): RouteHandler {
  const handler: Handler = (request, route) =>
    answered(request, route, { limit: "export" }, async (ctx, params) => {
      const query = queryOf(request, definition);
      const { what, format, subject } = definition;
      const opened: Readable[] = [];
      const { name, content } = await handOut(ctx, { what, format, subject: subject?.(params) }, async (ctx) => {
        const read = await definition.run(ctx, { params, query });
        if (typeof read.content !== "string") opened.push(read.content);
        return { read, count: format === "csv" && typeof read.content === "string" ? csvRows(read.content) : 1 };
      }).catch((error: unknown) => {
        for (const content of opened) content.destroy();
        throw error;
      });
      return new Response(bodyOf(request, content), {
        headers: fileHeaders(name, typeOf(definition, content), ctx.requestId),
      });
    });
  return Object.assign(handler, { definition });
}

/** The response for any method if the API has no such route. */
export const noRoute: Handler = (request, route) =>
  answered(request, route, {}, async () => {
    throw new NotFound("The address");
  });

function queryOf(request: Request, { query = {} }: { query?: AskedParameters }): Query {
  return askedParameters(query, new URL(request.url).searchParams);
}

/** Next answers HEAD with the GET response without reading its body, so a stream must be closed here. */
function bodyOf({ method }: Request, content: string | Readable): BodyInit | null {
  if (typeof content === "string") return content;
  if (method !== "HEAD") return Readable.toWeb(content) as ReadableStream<Uint8Array<ArrayBuffer>>;
  content.destroy();
  return null;
}

function typeOf({ mediaType }: FileDefinition, content: string | Readable): string {
  return typeof content === "string" ? `${mediaType}; charset=utf-8` : mediaType;
}

/** The work stores its input apart from the path in `asked` once it is read. */
type Work = (ctx: PersonContext, params: Params, asked: Asked) => Promise<Response>;

/** Answers with a problem on any failure, including a failure of the session's database. */
async function answered(
  request: Request,
  route: { params: Promise<Params> },
  { limit, asking }: Pick<RouteDefinition, "limit" | "asking">,
  work: Work,
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const params = await route.params;
  const asked: Asked = {};
  let ctx: PersonContext | null = null;
  try {
    ctx = await personContext(requestId, asking);
    if (!ctx) return problemResponse(doorProblem(401, "Sign in to use the API.", requestId));
    await keepWithin(ctx, "api", actorKey(ctx.actor));
    if (limit) await keepWithin(ctx, limit, actorKey(ctx.actor));
    return await work(ctx, params, asked);
  } catch (error) {
    const action = [request.method, withoutText(new URL(request.url).pathname), ...namedIn(asked)].join(" ");
    return problemResponse(await answerError(ctx, requestId, action, error));
  }
}

/** The path for records and logs: only our own words, ids and quarters, without user-supplied text. */
function withoutText(pathname: string): string {
  const known = /^([a-z]{1,20}(-[a-z]{1,20})*|v1|(REV-)?[0-9]{1,9}|[0-9]{4}-Q[1-4]|)$/;
  return pathname
    .split("/")
    .map((part) => (known.test(part) ? part : "…"))
    .join("/");
}

function fileHeaders(name: string, contentType: string, requestId: string): Record<string, string> {
  return {
    "content-type": contentType,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
  };
}

/** The id of a review in a path, or NotFound: REV-12 → 12. */
export function reviewParam(params: Params): number {
  const id = reviewId(params.ref ?? "");
  if (id === null) throw new NotFound("The review");
  return id;
}

/** A positive whole number in a path, or NotFound. */
export function idParam(params: Params, name: string, what: string): number {
  const value = params[name] ?? "";
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new NotFound(what);
  return Number(value);
}

/** Browsers send the session cookie automatically, so a change must come from our own pages (S19). */
function refuseForeignOrigin(request: Request, requestId: string): Response | null {
  if (request.method === "GET" || request.method === "HEAD") return null;
  const origin = request.headers.get("origin");
  if (origin === null && request.headers.get("sec-fetch-site") === null) return null;
  if (origin !== null && env().origins.includes(origin)) return null;
  return problemResponse(doorProblem(403, "This request came from another site.", requestId));
}

async function readBody(request: Request, requestId: string): Promise<Response | { body: unknown }> {
  const refuse = (status: 400 | 413 | 415, detail: string) => problemResponse(doorProblem(status, detail, requestId));
  if (request.method === "GET" || request.method === "DELETE") return { body: undefined };
  const bytes = await request.arrayBuffer().catch(() => null);
  if (!bytes) return refuse(400, "The request body is incomplete.");
  if (bytes.byteLength > BODY_LIMIT.bytes) return refuse(413, `The body is over ${BODY_LIMIT.words}. Send less.`);
  if (bytes.byteLength === 0) return { body: undefined };
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    return refuse(415, "Send JSON with content-type application/json.");
  }
  const text = utf8(bytes);
  if (text === null) return refuse(400, "The body is not UTF-8.");
  const read = readJson(text);
  return "problem" in read ? problemResponse(jsonProblem(read.problem, requestId)) : { body: read.value };
}

function utf8(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function jsonProblem({ message, line, column }: JsonProblem, requestId: string): Problem {
  const where = line === undefined ? "" : ` (line ${line}, column ${column})`;
  const problem = doorProblem(400, `The JSON body was rejected: ${message}${where}.`, requestId);
  return line === undefined ? problem : { ...problem, problems: [{ path: [], message, line, column: column ?? 1 }] };
}

/** A route's query parameters; only described in words if its verb parses the text. */
type AskedParameters = Record<string, string | Parameter>;

/** The query of a request to a route. Throws Invalid for unknown parameters and invalid values. */
function askedParameters(taken: AskedParameters, given: URLSearchParams): Query {
  const problems = [...given].flatMap(([name, text]) => problemOf(taken, name, text) ?? []);
  const [first] = problems;
  if (first) throw new Invalid(`The URL is invalid. ${first.path.join(".")}: ${first.message}`, problems);
  return Object.fromEntries(given);
}

function problemOf(taken: AskedParameters, name: string, text: string): FieldProblem | null {
  const parameter = Object.hasOwn(taken, name) ? taken[name] : undefined;
  if (parameter === undefined) return { path: [name.slice(0, 50)], message: unknownWords(Object.keys(taken)) };
  if (typeof parameter === "string" || parameter.read(text) !== null) return null;
  return { path: [name], message: `must be ${parameter.is}` };
}

function unknownWords(names: string[]): string {
  return names.length === 0 ? "is not a parameter here" : `is not a parameter here; available: ${listed(names)}`;
}
