import { beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { exampleBody } from "#tests/support/example-body.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, draftOf, submitted } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

const OWN = "http://127.0.0.1:3000";

describe("a request of another site", () => {
  const database = useProductDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(database().db);
    actor = cast.requester.actor;
  });

  async function post(headers: Record<string, string>): Promise<Response> {
    const { POST } = await import("#app/api/v1/reviews/route.ts");
    const body = JSON.stringify(draftOf(cast));
    const all = { "content-type": "application/json", ...headers };
    return POST(new Request(`${OWN}/api/v1/reviews`, { method: "POST", headers: all, body }), {
      params: Promise.resolve({}),
    });
  }

  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["our host on another port", { origin: "http://127.0.0.1:9" }],
    ["our host by another scheme", { origin: "https://127.0.0.1:3000" }],
    ["an origin that is hidden", { origin: "null" }],
    ["a browser that says no origin", { "sec-fetch-site": "cross-site" }],
  ])("S19 changes nothing: %s", async (_, headers) => {
    const before = await recorded(database().db);
    expect((await post(headers)).status).toBe(403);
    expect(await recorded(database().db)).toEqual(before);
  });

  it("S19 changes nothing, by any route that writes", async () => {
    const before = await recorded(database().db);
    const writes = (await apiOperations()).filter(({ method }) => method !== "GET");
    expect(writes.length).toBeGreaterThan(50);
    for (const operation of writes) {
      const headers = { origin: "https://evil.example" };
      const { status } = await send(operation, { body: exampleBody(operation), headers });
      expect([operation.name, status]).toEqual([operation.name, 403]);
    }
    expect(await recorded(database().db)).toEqual(before);
  });

  it("S19 is told from one of ours, and from a program that is no browser", async () => {
    expect((await post({ origin: OWN })).status).toBe(201);
    expect((await post({})).status).toBe(201);
  });

  it("S19 reads and changes nothing by reading", async () => {
    const { id } = await submitted(cast);
    const { GET } = await import("#app/api/v1/reviews/[ref]/route.ts");
    const before = await recorded(database().db);
    const request = new Request(`${OWN}/api/v1/reviews/REV-${id}`, { headers: { origin: "https://evil.example" } });
    expect((await GET(request, { params: Promise.resolve({ ref: `REV-${id}` }) })).status).toBe(200);
    expect(await recorded(database().db)).toEqual(before);
  });
});
