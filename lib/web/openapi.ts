import { z } from "zod";
import { cookieName } from "#lib/auth/cookie-name.ts";
import type { Parameter } from "#lib/parameters.ts";
import { capital } from "#lib/words.ts";
import type { FileDefinition, RouteDefinition } from "./api-route.ts";

export type RouteEntry = { path: string; methods: Record<string, unknown> };

type Definition = RouteDefinition | FileDefinition;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const PROBLEM = {
  type: "object",
  description: "RFC 9457 problem details",
  required: ["type", "title", "status", "detail", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    requestId: { type: "string" },
    retryAfter: { type: "integer", description: "Seconds until you may try again, as in Retry-After" },
    allowed: { type: "array", items: { type: "string" }, description: "What is possible now" },
    problems: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: {
          path: { type: "array", items: { type: ["string", "integer"] } },
          message: { type: "string" },
          line: { type: "integer" },
          column: { type: "integer" },
        },
      },
    },
  },
};

const REFUSALS: Record<string, string> = {
  "400": "The URL or the JSON body cannot be read",
  "401": "Not signed in",
  "403": "You are not allowed to do this",
  "404": "Does not exist, or you cannot see it",
  "409": "Not possible in this state, or the page was stale",
  "413": "The body is over the limit",
  "415": "The body is not JSON, or its content-type does not say so",
  "421": "The requested host is not served here",
  "422": "The input is invalid; every problem is listed",
  "429": "Too many requests from one caller; Retry-After says when to try again",
  "500": "Unexpected error; its request id finds it in the log",
  "503": "A required service is not responding",
};

/** The OpenAPI 3.1 document of these routes, generated from the schemas that validate them. */
export function openApiDocument(entries: readonly RouteEntry[], origin: string) {
  const paths = Object.fromEntries(entries.map(({ path, methods }) => [openPath(path), operations(path, methods)]));
  return {
    openapi: "3.1.0",
    info: {
      title: "Guardians",
      version: "1",
      description: "What a person can do in Guardians, as an API. It uses the session cookie of a signed-in person.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: origin }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: cookieName("session") } },
      schemas: { Problem: PROBLEM },
    },
  };
}

/** The definition of a handler, or null if it is not one of our routes. */
export function definitionOf(handler: unknown): Definition | null {
  return typeof handler === "function" && "definition" in handler ? (handler.definition as Definition) : null;
}

function openPath(path: string): string {
  return path.replaceAll(/\[(\w+)\]/g, "{$1}");
}

function operations(path: string, methods: Record<string, unknown>) {
  const found = METHODS.flatMap((method) => {
    const definition = definitionOf(methods[method]);
    return definition ? [[method.toLowerCase(), operation(path, method, definition)]] : [];
  });
  return Object.fromEntries(found);
}

function operation(path: string, method: string, definition: Definition) {
  const body = "body" in definition && definition.body ? schemaOf(definition.body, "input") : null;
  return {
    operationId: operationId(path, method),
    summary: definition.summary,
    tags: [definition.tag],
    parameters: [
      ...Object.entries(definition.params ?? {}).map(([name, words]) => parameter(name, "path", words)),
      ...Object.entries(definition.query ?? {}).map(([name, asked]) =>
        typeof asked === "string"
          ? parameter(name, "query", asked)
          : parameter(name, "query", described(asked), asked.values),
      ),
    ],
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: responses(definition),
  };
}

function parameter(name: string, place: "path" | "query", description: string, values?: readonly string[]) {
  const schema = values ? { type: "string", enum: values } : { type: "string" };
  return { name, in: place, required: place === "path", description, schema };
}

/** A description as a sentence; a value at its beginning keeps its case. */
function described({ is, values = [] }: Parameter): string {
  return values.some((value) => is.startsWith(value)) ? is : capital(is);
}

function responses(definition: Definition) {
  const success =
    "mediaType" in definition
      ? { "200": { description: "The file", content: { [definition.mediaType]: contentOf(definition) } } }
      : {
          [String(definition.status ?? 200)]: {
            description: definition.summary,
            content: { "application/json": { schema: schemaOf(definition.answer, "output") } },
          },
        };
  const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: problem }]);
  return { ...success, ...Object.fromEntries(refusals) };
}

/** The content of a file; a schema cannot describe bytes. */
function contentOf({ mediaType }: FileDefinition) {
  if (mediaType === "application/json") return { schema: { type: "object" } };
  return mediaType.startsWith("text/") ? { schema: { type: "string" } } : {};
}

/** JSON Schema 2020-12 of a zod schema. A date is an ISO 8601 text in responses. */
function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  });
  return json;
}

/** POST /api/v1/reviews/[ref]/approval → postReviewsRefApproval */
function operationId(path: string, method: string): string {
  const words = path
    .replace("/api/v1", "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
