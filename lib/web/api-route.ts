import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { env } from "#lib/env.ts";
import { NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { reviewId } from "#lib/paths.ts";
import { type PersonContext, personContext } from "./context.ts";
import { doorProblem, problemOf, problemResponse } from "./problem.ts";
import { noteError } from "./refusal.ts";

/** Room for a threat model or a template as a JSON string; documents have their own, lower limits. */
const MAX_BODY = 12 * 1024 * 1024;

type Params = Record<string, string>;

/** A route of the API as data: the handler runs it and the OpenAPI document is generated from it. */
export type RouteDefinition<Body = unknown, Answer = unknown> = {
  summary: string;
  tag: string;
  /** Path parameters in words, by name. */
  params?: Record<string, string>;
  /** Query parameters in words, by name. */
  query?: Record<string, string>;
  body?: z.ZodType<Body>;
  answer: z.ZodType<Answer>;
  status?: 200 | 201;
  run: (ctx: PersonContext, input: { params: Params; query: Params; body: Body }) => Promise<unknown>;
};

/** A route that answers a file. */
export type FileDefinition = {
  summary: string;
  tag: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** The media type of the file, such as text/csv. */
  mediaType: string;
  run: (ctx: PersonContext, input: { params: Params; query: Params }) => Promise<{ name: string; content: string }>;
};

export type RouteHandler = ((request: Request, route: { params: Promise<Params> }) => Promise<Response>) & {
  definition: RouteDefinition | FileDefinition;
};

/** One route handler: session, origin, body, verb, declared answer, and one mapper from errors to problems. */
export function apiRoute<Body, Answer>(definition: RouteDefinition<Body, Answer>): RouteHandler {
  const handler = async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    const ctx = await personContext();
    if (!ctx) return problemResponse(doorProblem(401, "Sign in to use the API.", randomUUID()));
    const action = `${request.method} ${new URL(request.url).pathname}`;
    try {
      const refusal = refuseForeignOrigin(request, ctx.requestId) ?? (await readBody(request, ctx.requestId));
      if (refusal instanceof Response) return refusal;
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const body = definition.body ? parse(definition.body, refusal.body) : (undefined as Body);
      const value = await definition.run(ctx, { params: await route.params, query, body });
      return Response.json(definition.answer.parse(JSON.parse(JSON.stringify(value))), {
        status: definition.status ?? 200,
        headers: { "cache-control": "no-store", "x-request-id": ctx.requestId },
      });
    } catch (error) {
      await noteError(ctx, action, error);
      return problemResponse(problemOf(error, ctx.requestId));
    }
  };
  return Object.assign(handler, { definition: definition as unknown as RouteDefinition | FileDefinition });
}

/** A route that answers a file for downloading. */
export function fileRoute(definition: FileDefinition): RouteHandler {
  const handler = async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    const ctx = await personContext();
    if (!ctx) return problemResponse(doorProblem(401, "Sign in to use the API.", randomUUID()));
    const url = new URL(request.url);
    try {
      const query = Object.fromEntries(url.searchParams);
      const { name, content } = await definition.run(ctx, { params: await route.params, query });
      return new Response(content, { headers: fileHeaders(name, definition.mediaType, ctx.requestId) });
    } catch (error) {
      await noteError(ctx, `${request.method} ${url.pathname}`, error);
      return problemResponse(problemOf(error, ctx.requestId));
    }
  };
  return Object.assign(handler, { definition });
}

function fileHeaders(name: string, mediaType: string, requestId: string): Record<string, string> {
  return {
    "content-type": `${mediaType}; charset=utf-8`,
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

/** The session cookie is sent by browsers on its own: a change must come from our own pages (S19). */
function refuseForeignOrigin(request: Request, requestId: string): Response | null {
  if (request.method === "GET" || request.method === "HEAD") return null;
  const origin = request.headers.get("origin");
  if (origin === null && request.headers.get("sec-fetch-site") === null) return null;
  if (origin === env().origin || origin === new URL(request.url).origin) return null;
  return problemResponse(doorProblem(403, "This request came from another site.", requestId));
}

async function readBody(request: Request, requestId: string): Promise<Response | { body: unknown }> {
  if (request.method === "GET" || request.method === "DELETE") return { body: undefined };
  const declared = Number(request.headers.get("content-length") ?? 0);
  const tooLarge = () => problemResponse(doorProblem(413, "The body is over 12 MB. Send less.", requestId));
  if (declared > MAX_BODY) return tooLarge();
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > MAX_BODY) return tooLarge();
  if (bytes.byteLength === 0) return { body: undefined };
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    return problemResponse(doorProblem(415, "Send JSON with content-type application/json.", requestId));
  }
  try {
    return { body: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "not JSON";
    return problemResponse(doorProblem(400, `The body is not valid JSON: ${detail}`, requestId));
  }
}
