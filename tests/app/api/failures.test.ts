import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { Forbidden } from "#lib/errors.ts";
import { personActor } from "#tests/support/actors.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";

let currentPerson: () => Promise<PersonActor | null>;
askedBy(() => currentPerson());

const CANARY = "canary-7f3a";
const ORIGIN = "http://127.0.0.1:3000";

describe("a entry point whose database fails", () => {
  let lines: string[] = [];
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: `postgres://me:${CANARY}@127.0.0.1:1/data` });
    const opened = { db: drizzle(pool, { casing: "snake_case" }), driver: { kind: "postgres", pool } };
    vi.stubGlobal("guardiansDatabase", Promise.resolve(opened));
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await pool.end();
  });
  beforeEach(() => {
    lines = [];
    currentPerson = async () => personActor({ roles: ["admin"] });
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  });

  async function expectAway(response: Response): Promise<void> {
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    const requestId = response.headers.get("x-request-id");
    expect(JSON.parse(text)).toMatchObject({ title: "Unavailable", requestId });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error", requestId });
    expect(lines.join() + text).not.toContain(CANARY);
  }

  const search = async () => {
    const { GET } = await import("#app/api/v1/search/route.ts");
    return GET(new Request(`${ORIGIN}/api/v1/search?q=${CANARY}`), { params: Promise.resolve({}) });
  };

  it("S39 S44 says 503 with a request id, and logs a line without what was asked", async () => {
    await expectAway(await search());
  });

  it("S39 S44 says the same when not even the session can be read", async () => {
    currentPerson = async () => {
      await pool.query("select 1");
      return null;
    };
    await expectAway(await search());
  });

  it("says 503 at sign-in", async () => {
    const { NextRequest } = await import("next/server");
    const { GET } = await import("#app/api/auth/[...nextauth]/route.ts");
    const route = { params: Promise.resolve({ nextauth: ["csrf"] }) };
    await expectAway(await GET(new NextRequest(`${ORIGIN}/api/auth/csrf`), route));
  });

  it("says 503 where readiness is asked, and is alive all the same", async () => {
    const ready = await import("#app/api/ready/route.ts");
    await expectAway(await ready.GET(new Request(`${ORIGIN}/api/ready`)));
    const health = await import("#app/api/health/route.ts");
    const alive = health.GET();
    expect(alive.status).toBe(200);
    expect(await alive.json()).toEqual({ status: "ok" });
  });

  it("S41 answers no refusal that could not be recorded", async () => {
    const { answerError } = await import("#lib/web/refusal.ts");
    const { database } = await import("#db/client.ts");
    const ctx = { actor: personActor(), db: (await database()).db, now: new Date(), day: "2026-11-25", requestId: "r" };
    expect(await answerError(ctx, "r", "claim-review", new Forbidden("Not yours."))).toMatchObject({ status: 503 });
  });
});

describe("a body", () => {
  useProductDatabase();
  beforeEach(() => {
    currentPerson = async () => personActor();
  });

  it.each([
    [400, "application/json", '{"title":"a","title":"b"}', "One object contains “title” twice (line 1, column 14)"],
    [400, "application/json", "{", "JSON"],
    [400, "application/json", new Uint8Array([0x22, 0xff, 0x22]), "UTF-8"],
    [415, "text/plain", "{}", "application/json"],
  ])("S25 S48 is answered with %i as %s: %s", async (status, type, body, words) => {
    const { POST } = await import("#app/api/v1/reviews/route.ts");
    const request = new Request(`${ORIGIN}/api/v1/reviews`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(status);
    expect(((await response.json()) as { detail: string }).detail).toContain(words);
  });
});
