import type { Random } from "#lib/random.ts";
import type { Schema } from "#tests/support/api.ts";
import { type Call, drawParam, type Facts, fillPath, inSequence, whole } from "./call.ts";
import { drawValue, HOSTILE_TEXTS } from "./draw-value.ts";

/** One method of one path, as the OpenAPI document describes it. */
export type Operation = {
  path: string;
  method: string;
  parameters: readonly { name: string; in: string }[];
  schema: Schema | undefined;
};

type Described = {
  parameters: { name: string; in: string }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
};

export function operationsOf(document: { paths: Record<string, unknown> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Described>).map(([method, { parameters, requestBody }]) => ({
      path,
      method: method.toUpperCase(),
      parameters,
      schema: requestBody?.content["application/json"].schema,
    })),
  );
}

export type ApiCall = Call & { body?: string; params: Record<string, string> };

export function drawApiCall(chance: Random, { path, method, parameters, schema }: Operation, facts: Facts): ApiCall {
  const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const params = Object.fromEntries(named("path").map(({ name }) => [name, drawParam(chance, name, facts)]));
  const query = named("query").filter(() => chance.chance(0.3));
  const search = new URLSearchParams(query.map(({ name }) => [name, chance.pick([...HOSTILE_TEXTS, "1", "2", "all"])]));
  const sent = method === "GET" ? { headers: {} } : drawBody(chance, schema, params.ref, facts);
  const filled = fillPath(path, params);
  const address = search.size > 0 ? `${filled}?${whole(search.toString())}` : filled;
  return { door: "api", name: `${method} ${path}`, method, path: address, params, ...sent };
}

const NO_JSON = ["", "{", "null", "[]", "1", '{"a":1,"a":2}', "\ufeff{}", '{"sequence":1e400}', "[".repeat(30_000)];

function drawBody(chance: Random, schema: Schema | undefined, ref: string | undefined, facts: Facts) {
  const headers = { "content-type": chance.chance(0.97) ? "application/json" : "text/plain" };
  if (!schema || chance.chance(0.05)) return { headers, body: chance.pick(NO_JSON) };
  return {
    headers,
    body: JSON.stringify(inSequence(chance, drawValue(chance, schema, { ids: facts.ids }), ref, facts)),
  };
}
