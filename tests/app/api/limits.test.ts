import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { events, rateCounts } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { LIMITS, type LimitName, windowStart } from "#lib/limits/rules.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

const ORIGIN = "http://127.0.0.1:3000";
const START = new Date("2026-11-25T09:00:18Z");

describe("a entry point over its limit", () => {
  const opened = useProductDatabase();
  const db = () => opened().db;
  let cast: Cast;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
    cast = await addCast(db());
    actor = cast.requester.actor;
  });
  afterEach(() => void vi.useRealTimers());

  /** As if the person had done this as often as they may. */
  async function spent(name: LimitName): Promise<void> {
    const who = `person ${actor.personId}`;
    const row = { name, who, windowStart: windowStart(name, new Date()), count: LIMITS[name].most };
    await db().insert(rateCounts).values(row);
  }

  const get = async (module: { GET: Handler }, path: string) =>
    module.GET(new Request(`${ORIGIN}/api/v1/${path}`), { params: Promise.resolve({}) });
  type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

  it("S28 is answered with 429, Retry-After and a problem", async () => {
    await spent("api");
    const response = await get(await import("#app/api/v1/teams/route.ts"), "teams");
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("42");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      title: "Too many requests",
      detail: "Limit reached: 600 requests in a minute. Try again in 42 seconds.",
      retryAfter: 42,
    });
  });

  it("S28 answers again in the next window, and others all the time", async () => {
    await spent("api");
    const teams = await import("#app/api/v1/teams/route.ts");
    actor = cast.engineer.actor;
    expect((await get(teams, "teams")).status).toBe(200);
    actor = cast.requester.actor;
    vi.setSystemTime(new Date(START.getTime() + 42_000));
    expect((await get(teams, "teams")).status).toBe(200);
  });

  it("S28 searches and exports no more than they may, and everything else goes on", async () => {
    await spent("search");
    await spent("export");
    const { GET } = await import("#app/api/v1/reviews/route.ts");
    expect((await get(await import("#app/api/v1/search/route.ts"), "search?q=a")).status).toBe(429);
    expect((await get(await import("#app/api/v1/reviews/export/route.ts"), "reviews/export")).status).toBe(429);
    expect((await get({ GET }, "reviews")).status).toBe(200);
  });

  it("S28 takes no upload, no submission and no message, and writes nothing", async () => {
    const { ref, sequence } = await drafted(cast);
    await spent("upload");
    await spent("submit");
    await spent("comment");
    const attach = await import("#app/api/v1/reviews/[ref]/documents/route.ts");
    const submit = await import("#app/api/v1/reviews/[ref]/submission/route.ts");
    const comment = await import("#app/api/v1/reviews/[ref]/comments/route.ts");
    const before = await db().$count(events);
    for (const [{ POST }, input] of [
      [attach, { sequence, documents: [{ name: "policy.json", content: "{}" }] }],
      [submit, { sequence }],
      [comment, { body: "Again" }],
    ] as const) {
      const headers = { "content-type": "application/json" };
      const request = new Request(`${ORIGIN}/api/v1`, { method: "POST", headers, body: JSON.stringify(input) });
      expect((await POST(request, { params: Promise.resolve({ ref }) })).status).toBe(429);
    }
    expect(await db().$count(events)).toBe(before);
  });

  it("S28 is said in a plain sentence to anyone who fills in a form, and the verb is not called", async () => {
    await spent("checks");
    const { formAction } = await import("#lib/web/form-action.ts");
    const verb = vi.fn(async () => 1);
    expect(await formAction("run-checks-again", {}, verb, "checks")).toMatchObject({
      ok: false,
      problem: {
        status: 429,
        detail: "Limit reached: 30 check runs in a minute. Try again in 42 seconds.",
      },
    });
    expect(verb).not.toHaveBeenCalled();
    expect(await formAction("comment-on-review", {}, verb)).toEqual({ ok: true, value: 1 });
  });
});
