import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Random, random } from "#db/seed/random.ts";
import { type PersonActor, ROLES } from "#lib/auth/actor.ts";
import { openApiDocument, type RouteEntry } from "#lib/web/openapi.ts";
import type { Schema } from "#tests/support/api.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, drafted, submitted } from "#tests/support/reviews.ts";
import { drawValue, HOSTILE_TEXTS } from "./draw-value.ts";

let actor: PersonActor;
vi.mock("#lib/auth/session.ts", () => ({ currentPerson: async () => actor }));

const ORIGIN = "http://127.0.0.1:3000";
const SEED = "S48";
const CALLS = 1_200;

type Call = { method: string; path: string; init: RequestInit; params: Record<string, string>; handler: Handler };
type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Operation = {
  parameters: { name: string; in: string }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
};

describe("the API under fuzz", () => {
  const opened = useProductDatabase();
  let routes: RouteEntry[] = [];
  let cast: Cast;

  beforeAll(async () => {
    routes = (await import("#app/api/v1/openapi.json/manifest.ts")).ROUTES;
  });

  it(`S48 answers ${CALLS} calls with 2xx, 3xx or 4xx`, async () => {
    cast = await addCast(opened().db);
    await drafted(cast);
    await submitted(cast);
    await claimed(cast);
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    const chance = random(SEED);
    const operations = operationsOf(routes);
    const seen = new Map<number, number>();
    for (let number = 0; number < CALLS; number += 1) {
      actor = whoever(chance);
      const call = drawCall(chance, chance.pick(operations));
      const request = new Request(`${ORIGIN}${call.path}`, call.init);
      const { status } = await call.handler(request, { params: Promise.resolve(call.params) });
      seen.set(status, (seen.get(status) ?? 0) + 1);
      const shown = `call ${number}: ${call.method} ${call.path} ${String(call.init.body).slice(0, 2_000)}\n${lines.at(-1)}`;
      expect(status, shown).toBeLessThan(500);
    }
    expect(lines).toEqual([]);
    // It reaches verbs: not everything is turned away at the door.
    expect((seen.get(200) ?? 0) + (seen.get(201) ?? 0)).toBeGreaterThan(CALLS / 10);
  });

  function whoever(chance: Random): PersonActor {
    const { requester, engineer, manager, admin, outsider } = cast;
    const person = chance.pick([requester, engineer, manager, admin, outsider]).actor;
    return chance.chance(0.3) ? { ...person, roles: [...ROLES] } : person;
  }
});

function operationsOf(routes: RouteEntry[]) {
  const { paths } = openApiDocument(routes, ORIGIN);
  return routes.flatMap(({ path, methods }) =>
    Object.entries(methods).map(([method, handler]) => {
      const described = paths[path.replaceAll(/\[(\w+)\]/g, "{$1}")] as Record<string, unknown>;
      const operation = described[method.toLowerCase()] as Operation;
      return { path, method, handler: handler as Handler, operation };
    }),
  );
}

function drawCall(chance: Random, { path, method, handler, operation }: ReturnType<typeof operationsOf>[number]): Call {
  const named = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  const params = Object.fromEntries(named("path").map(({ name }) => [name, drawParam(chance, name)]));
  const query = named("query").filter(() => chance.chance(0.3));
  const search = new URLSearchParams(query.map(({ name }) => [name, chance.pick([...HOSTILE_TEXTS, "1", "2", "all"])]));
  const filled = path.replaceAll(/\[(\w+)\]/g, (_, name) => encodeURIComponent(whole(params[name] ?? "")));
  const schema = operation.requestBody?.content["application/json"].schema;
  const init = method === "GET" ? { method } : { method, ...drawBody(chance, schema) };
  return { method, path: `${filled}?${search}`, init, params, handler };
}

/** Half of a character can not stand in an address. */
function whole(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "?");
}

function drawParam(chance: Random, name: string): string {
  if (chance.chance(0.15)) return chance.pick([...HOSTILE_TEXTS, "999999999", "REV-999999999", "0", "-1"]);
  return name === "ref" ? chance.pick(["REV-1", "REV-2", "REV-3"]) : chance.pick(["1", "2", "3"]);
}

const NO_JSON = ["", "{", "null", "[]", "1", '{"a":1,"a":2}', "\ufeff{}", '{"sequence":1e400}', "[".repeat(30_000)];

function drawBody(chance: Random, schema: Schema | undefined): { body: string; headers: Record<string, string> } {
  const headers = { "content-type": chance.chance(0.97) ? "application/json" : "text/plain" };
  if (!schema || chance.chance(0.05)) return { headers, body: chance.pick(NO_JSON) };
  return { headers, body: JSON.stringify(drawValue(chance, schema)) };
}
