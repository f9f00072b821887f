import { beforeAll, describe, expect, it, vi } from "vitest";
import { type PersonActor, ROLES } from "#lib/auth/actor.ts";
import { type Random, random } from "#lib/random.ts";
import { openApiDocument, type RouteEntry } from "#lib/web/openapi.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { drawApiCall, type Operation, operationsOf } from "#tests/support/fuzz/api-calls.ts";
import { addCast, type Cast, claimed, drafted, submitted } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

const ORIGIN = "http://127.0.0.1:3000";
const SEED = "S48";
const CALLS = 1_200;

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

const FACTS = { reviews: ["REV-1", "REV-2", "REV-3"].map((ref) => ({ ref, sequence: null })), ids: { from: 1, to: 3 } };

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
    const operations = operationsOf(openApiDocument(routes, ORIGIN));
    const seen = new Map<number, number>();
    for (let number = 0; number < CALLS; number += 1) {
      actor = whoever(chance);
      const operation = chance.pick(operations);
      const { method, path, headers, body = null, params } = drawApiCall(chance, operation, FACTS);
      const request = new Request(`${ORIGIN}${path}`, { method, headers, body });
      const { status } = await handlerOf(operation)(request, { params: Promise.resolve(params) });
      seen.set(status, (seen.get(status) ?? 0) + 1);
      const shown = `call ${number}: ${method} ${path} ${body?.slice(0, 2_000)}\n${lines.at(-1)}`;
      expect(status, shown).toBeLessThan(500);
    }
    expect(lines).toEqual([]);
    // It reaches verbs: not everything is turned away at the door.
    expect((seen.get(200) ?? 0) + (seen.get(201) ?? 0)).toBeGreaterThan(CALLS / 10);
  });

  function handlerOf({ path, method }: Operation): Handler {
    const route = routes.find((route) => route.path.replaceAll(/\[(\w+)\]/g, "{$1}") === path);
    if (!route) throw new Error(`No route serves ${path}`);
    return route.methods[method] as Handler;
  }

  function whoever(chance: Random): PersonActor {
    const { requester, engineer, manager, admin, outsider } = cast;
    const person = chance.pick([requester, engineer, manager, admin, outsider]).actor;
    return chance.chance(0.3) ? { ...person, roles: [...ROLES] } : person;
  }
});
