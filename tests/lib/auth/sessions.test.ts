import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, sessions } from "#db/schema/index.ts";
import type { Actor, PersonActor } from "#lib/auth/actor.ts";
import { endSession } from "#lib/auth/end-session.ts";
import { liveSession } from "#lib/auth/live-session.ts";
import { ABSOLUTE_MS, IDLE_MS } from "#lib/auth/session-rules.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { ownSessions } from "#lib/people/own-sessions.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

describe("sessions", () => {
  const db = useDatabase();
  const plus = (ms: number) => new Date(NOW.getTime() + ms);
  let person: PersonActor;
  let id: string;

  beforeEach(async () => {
    person = await addPerson(db());
    id = await startSession(context(db(), person), "demo");
  });

  const find = (now: Date) => liveSession(db(), id, now);
  const lastSeen = async () => (await db().select().from(sessions))[0]?.lastSeenAt;

  it("S13 have a new id at each sign-in", async () => {
    const other = await startSession(context(db(), person), "demo");
    expect(other).not.toBe(id);
    expect(id).toMatch(/^[\w-]{43}$/);
  });

  it("S40 are kept by hash: what the database holds opens nothing", async () => {
    const [row] = await db().select().from(sessions);
    expect(JSON.stringify(row)).not.toContain(id);
    expect(await liveSession(db(), row?.idHash ?? "", NOW)).toBeNull();
    expect(await find(NOW)).toEqual({ personId: person.personId, provider: "demo", issuer: null });
  });

  it("S40 are the only credentials that the database holds", async () => {
    const query = sql`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name ~ '(token|secret|passw|credential|api_?key|hash)' order by 1`;
    const { rows } = (await db().execute(query)) as unknown as { rows: { name: string }[] };
    // Those of a seal, and of a seal that was posted, are of events.
    expect(rows.map(({ name }) => name)).toEqual(["anchors.hash", "event_seals.hash", "sessions.id_hash"]);
  });

  describe("as whose they are sees them", () => {
    const shown = async (now: Date, actor: Actor = person) => ownSessions(context(db(), actor, { now }));
    const session = (since: Date, lastUsedAt = since) => ({ by: "a demo account", since, lastUsedAt });
    const MINUTES = 60_000;

    it("S13 are those that can still be used, the last used first", async () => {
      expect(await shown(NOW)).toEqual([session(NOW)]);
      const other = await startSession(context(db(), person, { now: plus(MINUTES) }), "demo");
      expect(await shown(plus(MINUTES))).toEqual([session(plus(MINUTES)), session(NOW)]);
      await find(plus(2 * MINUTES));
      expect(await shown(plus(2 * MINUTES))).toEqual([session(NOW, plus(2 * MINUTES)), session(plus(MINUTES))]);
      await endSession(context(db(), person, { now: plus(2 * MINUTES) }), other);
      expect(await shown(plus(2 * MINUTES))).toEqual([session(NOW, plus(2 * MINUTES))]);
      expect(await shown(plus(2 * MINUTES + IDLE_MS))).toEqual([]);
    });

    it("S13 are not those of a way to sign in that does not exist", async () => {
      await startSession(context(db(), person), "github");
      expect(await shown(NOW)).toEqual([session(NOW)]);
    });

    it("S13 are nobody else's", async () => {
      expect(await shown(NOW, await addPerson(db(), { roles: ["admin"] }))).toEqual([]);
      expect(await shown(NOW, { kind: "system", job: "test" })).toEqual([]);
    });
  });

  it("S13 end after half an hour without a request", async () => {
    expect(await find(plus(IDLE_MS))).toBeNull();
    expect(await find(plus(IDLE_MS - 1))).not.toBeNull();
  });

  it("S13 end after half an hour of what only an open page asks by itself", async () => {
    const asked = (ms: number) => liveSession(db(), id, plus(ms), "page");
    for (let ms = 0; ms < IDLE_MS; ms += 60_000) expect(await asked(ms)).not.toBeNull();
    expect(await lastSeen()).toEqual(NOW);
    expect(await asked(IDLE_MS)).toBeNull();
    expect(await find(plus(IDLE_MS))).toBeNull();
  });

  it("S13 end after twelve hours of requests", async () => {
    for (let ms = 0; ms < ABSOLUTE_MS; ms += 20 * 60_000) expect(await find(plus(ms))).not.toBeNull();
    expect(await find(plus(ABSOLUTE_MS))).toBeNull();
  });

  it("remember the last request, once a minute", async () => {
    await find(plus(59_000));
    expect(await lastSeen()).toEqual(NOW);
    await find(plus(61_000));
    expect(await lastSeen()).toEqual(plus(61_000));
  });

  it("S13 are over on the server after sign-out, which is recorded once", async () => {
    await endSession(context(db(), person, { now: plus(1) }), id);
    await endSession(context(db(), person, { now: plus(2) }), id);
    expect(await find(plus(3))).toBeNull();
    const recorded = await db().select().from(events).orderBy(events.id);
    expect(recorded.map(({ type, actorId, subjectId }) => ({ type, actorId, subjectId }))).toEqual([
      { type: "session.started", actorId: person.personId, subjectId: person.personId },
      { type: "session.ended", actorId: person.personId, subjectId: person.personId },
    ]);
    expect(JSON.stringify(recorded)).not.toContain(id);
  });

  it("of someone else stay when one ends", async () => {
    const other = await startSession(context(db(), await addPerson(db())), "demo");
    await endSession(context(db(), person), id);
    expect(await liveSession(db(), other, NOW)).not.toBeNull();
  });
});
