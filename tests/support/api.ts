import type { FileDefinition, RouteDefinition } from "#lib/web/api-route.ts";
import { definitionOf, openApiDocument, type RouteEntry } from "#lib/web/openapi.ts";

export const ORIGIN = "http://127.0.0.1:3000";

/** The part of JSON Schema that zod writes. */
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
};

export type Params = Record<string, string>;
export type Handler = (request: Request, route: { params: Promise<Params> }) => Promise<Response>;

/** One method of one route: its handler and what the OpenAPI document says of it. */
export type ApiOperation = {
  /** As in `POST /api/v1/reviews/[ref]/claim`. */
  name: string;
  path: string;
  method: string;
  handler: Handler;
  definition: RouteDefinition | FileDefinition;
  parameters: { name: string; in: string }[];
  body: Schema | undefined;
  /** Undefined for a file. */
  answer: Schema | undefined;
};

type Described = {
  parameters: { name: string; in: string }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
};

/** Every operation of the API, in the order of its document. Import it after the session is mocked. */
export async function apiOperations(): Promise<ApiOperation[]> {
  const { ROUTES } = await import("#app/api/v1/openapi.json/manifest.ts");
  const { paths } = openApiDocument(ROUTES, ORIGIN);
  return ROUTES.flatMap((entry: RouteEntry) =>
    Object.entries(entry.methods).map(([method, handler]) => {
      const described = paths[entry.path.replaceAll(/\[(\w+)\]/g, "{$1}")] as Record<string, Described>;
      return operationOf(entry.path, method, handler, described[method.toLowerCase()]);
    }),
  );
}

function operationOf(path: string, method: string, handler: unknown, described: Described | undefined): ApiOperation {
  const definition = definitionOf(handler);
  if (!definition || !described) throw new Error(`${method} ${path} has no definition`);
  const success = described.responses["200"] ?? described.responses["201"];
  return {
    name: `${method} ${path}`,
    path,
    method,
    handler: handler as Handler,
    definition,
    parameters: described.parameters,
    body: described.requestBody?.content["application/json"].schema,
    answer: "mediaType" in definition ? undefined : success?.content["application/json"]?.schema,
  };
}

type Asked = { params?: Params; query?: string; body?: unknown; headers?: Record<string, string> };

/** Asks an operation as a browser on one of our pages would; `proxy.ts` is not there. */
export function send(operation: ApiOperation, { params = {}, query = "", body, headers }: Asked = {}) {
  const filled = operation.path.replaceAll(/\[(\w+)\]/g, (_, name) => params[name] ?? "0");
  const init: RequestInit =
    body === undefined
      ? { headers: { ...headers } }
      : { body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
  const request = new Request(`${ORIGIN}${filled}${query}`, { method: operation.method, ...init });
  return operation.handler(request, { params: Promise.resolve(params) });
}
