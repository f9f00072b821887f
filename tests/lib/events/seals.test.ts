import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventSeals, events } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { look } from "#lib/cli/commands/audit.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { canonicalText } from "#lib/events/seal-hash.ts";
import { newestSeal, verifySeals } from "#lib/events/verify-seals.ts";
import { context, NOW, personActor, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";

const NOTHING_ELSE = { rows: 0, since: null, waiting: 0 };

describe("the seals of the event stream", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  const ctx = () => systemContext(db());

  async function add(count = 1): Promise<void> {
    for (let n = 1; n <= count; n += 1) {
      await record(ctx(), { type: "team.added", subject: { kind: "team", id: n }, data: { teamId: n } });
    }
  }

  /** Two seals, of three events each. */
  async function addSeals(): Promise<void> {
    await add(3);
    await sealEvents(ctx());
    await add(3);
    await sealEvents(ctx());
  }

  const asOwner = (statement: string) => database().pastTriggers(statement);

  it("S43 seals are made of the events that have none, and of nothing twice", async () => {
    expect(await sealEvents(ctx())).toBe(0);
    await add(3);
    expect(await sealEvents(ctx())).toBe(3);
    expect(await sealEvents(ctx())).toBe(0);
    await add(1_001);
    expect(await sealEvents(ctx())).toBe(1_001);
    const seals = await db().select().from(eventSeals).orderBy(eventSeals.number);
    expect(seals.map(({ number, eventId, count }) => [number, eventId, count])).toEqual([
      [1, 3, 3],
      [2, 1003, 1000],
      [3, 1004, 1],
    ]);
    expect(await verifySeals(ctx())).toEqual({
      found: "whole",
      seals: 3,
      events: 1004,
      unsealed: 0,
      covered: NOTHING_ELSE,
    });
  });

  it("S43 seals leave a chain whole that nobody touched", async () => {
    await addSeals();
    await add(2);
    expect(await look(ctx(), { verb: "verify" })).toEqual({
      text: "OK: 6 events in 2 seals. 2 later events are not sealed yet.",
      exitCode: 0,
    });
  });

  const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  const byPerson = (minutes: number) =>
    record(context(db(), personActor(), { now: later(minutes) }), {
      type: "team.added",
      subject: { kind: "team", id: 9 },
      data: { teamId: 9 },
    });

  it("S43 seals that are no longer made are found by what a server has recorded since", async () => {
    await addSeals();
    await byPerson(0);
    await byPerson(15);
    expect(await look(ctx(), { verb: "verify" })).toMatchObject({ exitCode: 0 });
    await byPerson(16);
    expect(await look(ctx(), { verb: "verify" })).toEqual({
      text: "6 events in 2 seals match, but 3 later events are not sealed yet. No event has been sealed since 2026-11-25T09:00:00.000Z, although a server ran until 2026-11-25T09:16:00.000Z. Check “seal-events” in its log, then restart it.",
      exitCode: 1,
    });
    await sealEvents(ctx());
    expect(await look(ctx(), { verb: "verify" })).toMatchObject({ exitCode: 0 });
  });

  it("S43 seals that are no longer made are found where someone moves the time of the first event without one", async () => {
    await addSeals();
    for (const minutes of [0, 1, 17]) await byPerson(minutes);
    await asOwner("update events set at = at + interval '1 year' where id = 7");
    expect(await verifySeals(ctx(), undefined, later(33))).toMatchObject({
      found: "unsealed",
      kept: { since: later(1), served: later(17) },
    });
  });

  it("S43 seals that cannot be made are found by the server that tries, whatever the times of the events say", async () => {
    await addSeals();
    await byPerson(0);
    await asOwner("update events set at = at + interval '1 year' where id = 7");
    await asOwner("create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$");
    await asOwner("create trigger refuse before insert on event_seals for each row execute function refuse()");
    onTestFinished(() => asOwner("drop function refuse cascade"));
    for (const minutes of [1, 6, 11, 16]) {
      await expect(sealEvents(systemContext(db(), later(minutes)))).rejects.toThrow();
    }
    expect(await verifySeals(ctx(), undefined, later(17))).toMatchObject({
      found: "unsealed",
      kept: { since: later(1), served: later(16) },
    });
  });

  it("are not missed while no server runs, whatever the command records meanwhile", async () => {
    await addSeals();
    await byPerson(0);
    await record(systemContext(db(), later(600)), {
      type: "team.added",
      subject: { kind: "team", id: 9 },
      data: { teamId: 9 },
    });
    expect(await verifySeals(ctx(), undefined, later(6_000))).toMatchObject({ found: "whole", unsealed: 2 });
  });

  it("are not missed before a machine that slept has had the time to make them", async () => {
    await addSeals();
    await byPerson(0);
    await byPerson(840);
    expect(await verifySeals(ctx(), undefined, later(855))).toMatchObject({ found: "whole", unsealed: 2 });
    expect(await verifySeals(ctx(), undefined, later(856))).toMatchObject({ found: "unsealed", unsealed: 2 });
  });

  it("are not missed before the first one is made", async () => {
    await byPerson(0);
    await byPerson(840);
    expect(await verifySeals(ctx(), undefined, later(6_000))).toMatchObject({ found: "none", unsealed: 2 });
  });

  it.each([
    [15, 0],
    [16, 1],
  ])("say that none is made yet: after %i minutes the command ends with %i", async (minutes, exitCode) => {
    await byPerson(0);
    await byPerson(1);
    expect(await look(ctx(), { verb: "verify" }, null, later(minutes))).toEqual({
      text: "Nothing is sealed yet. A server seals every five minutes. 2 events wait to be sealed, the first since 2026-11-25T09:00:00.000Z. Check that a server is running and that this is its database.",
      exitCode,
    });
  });

  it("say by an anchor that none is left", async () => {
    await addSeals();
    const anchor = (await newestSeal(ctx()))?.hash ?? "";
    await asOwner("delete from event_seals");
    expect(await look(ctx(), { verb: "verify", anchor }, null, later(1))).toMatchObject({ exitCode: 1 });
  });

  it.each([
    ["an edited event", "update events set actor_id = 9 where id = 5"],
    ["an event with other data", `update events set data = '{"teamId": 9}' where id = 5`],
    ["an event at another time", "update events set at = at + interval '1 millisecond' where id = 5"],
    ["an event at no time", "update events set at = 'infinity' where id = 5"],
    ["two events in each other's place", "update events set subject_id = 5 - subject_id where id in (5, 6)"],
    ["an edited seal", "update event_seals set sealed_at = now() where number = 2"],
  ])("S43 seals find %s", async (_, statement) => {
    await addSeals();
    await asOwner(statement);
    const { text, exitCode } = await look(ctx(), { verb: "verify" });
    expect(text).toMatch(/^Seal 2 .* does not match\. It covers event IDs from 4 to 6: .* were changed\.$/);
    expect(exitCode).toBe(1);
  });

  it.each([4, 5, 6])("S43 seals find that event %i was deleted", async (id) => {
    await addSeals();
    await asOwner(`delete from events where id = ${id}`);
    const { text, exitCode } = await look(ctx(), { verb: "verify" });
    expect(text).toMatch(/from 4 to 6: 3 events were sealed, but 2 exist\.$/);
    expect(exitCode).toBe(1);
  });

  it.each([
    [-1, 1],
    [5, 2],
  ])("S43 seals find an event that was added in the past, with the id %i", async (id, number) => {
    await add(3);
    await sealEvents(ctx());
    await add(1);
    const rolledBack = transaction(ctx(), async (ctx) => {
      await record(ctx, { type: "team.added", subject: { kind: "team", id: 9 }, data: { teamId: 9 } });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    await add(1);
    await sealEvents(ctx());
    expect(await verifySeals(ctx())).toMatchObject({ found: "whole", events: 5 });
    await asOwner(`insert into events overriding system value
      select ${id}, at, type, actor_kind, actor_id, subject_kind, subject_id, data, request_id from events where id = 1`);
    expect(await verifySeals(ctx())).toMatchObject({ found: "mismatch", seal: { number } });
  });

  it("S43 seals find a seal that was deleted in the middle", async () => {
    await addSeals();
    await add();
    await sealEvents(ctx());
    await asOwner("delete from event_seals where number = 2");
    expect(await look(ctx(), { verb: "verify" })).toEqual({
      text: "Seal 2 is missing, but later seals exist: it was deleted.",
      exitCode: 1,
    });
  });

  it("S43 seals find by an anchor what was deleted from the end", async () => {
    await addSeals();
    const anchor = (await newestSeal(ctx()))?.hash ?? "";
    expect(await look(ctx(), { verb: "verify", anchor: anchor.toUpperCase() })).toMatchObject({ exitCode: 0 });
    await add();
    await sealEvents(ctx());
    expect(await look(ctx(), { verb: "verify", anchor })).toMatchObject({ exitCode: 0 });
    await asOwner("delete from event_seals where number > 1");
    await asOwner("delete from events where id > 3");
    expect(await look(ctx(), { verb: "verify" })).toMatchObject({ exitCode: 0 });
    expect(await look(ctx(), { verb: "verify", anchor })).toEqual({
      text: expect.stringMatching(/no seal in it has this hash/),
      exitCode: 1,
    });
  });

  it("S43 seals find by an anchor that all were made again", async () => {
    await addSeals();
    const anchor = (await newestSeal(ctx()))?.hash ?? "";
    await asOwner("update events set actor_id = 9 where id = 2");
    await asOwner("delete from event_seals");
    await sealEvents(ctx());
    expect(await verifySeals(ctx())).toMatchObject({ found: "whole" });
    expect(await verifySeals(ctx(), anchor)).toEqual({ found: "no-anchor" });
  });

  it("say the newest one, to be kept elsewhere", async () => {
    await expect(look(ctx(), { verb: "anchor", post: false })).rejects.toThrow(/^Nothing is sealed\./);
    await expect(look(ctx(), { verb: "verify" })).rejects.toBeInstanceOf(Invalid);
    await addSeals();
    const { text, exitCode } = await look(ctx(), { verb: "anchor", post: false });
    expect(text).toMatch(/^Seal 2, up to event 6: [0-9a-f]{64}$/);
    expect(exitCode).toBe(0);
    await expect(look(ctx(), { verb: "verify", anchor: "5f0c" })).rejects.toThrow(
      /HASH must be 64 hexadecimal digits, as printed by “guardians audit anchor”\./,
    );
  });

  it.each(["update event_seals set count = 1", "delete from event_seals", "truncate event_seals"])(
    "S43 seals refuse “%s”",
    async (statement) => {
      await addSeals();
      const refused = await database()
        .owner.execute(sql.raw(statement))
        .catch((error: Error) => String(error.cause ?? error));
      expect(refused).toContain("never changed or deleted");
    },
  );

  it("are made by the product itself, and read by those who read the log", async () => {
    const builder = context(db(), personActor());
    await expect(sealEvents(builder)).rejects.toBeInstanceOf(Forbidden);
    await expect(verifySeals(builder)).rejects.toBeInstanceOf(Forbidden);
    await expect(newestSeal(builder)).rejects.toBeInstanceOf(Forbidden);
  });

  it("S43 seals match any stream, and no longer when anything in it is other", async () => {
    const data = fc.dictionary(
      fc.string({ maxLength: 5 }).filter((key) => !key.includes("\0")),
      storable(),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    );
    const lists = fc.array(fc.array(data, { maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const run = fc.asyncProperty(lists, fc.nat(), fc.constantFrom(...CHANGES), async (parts, pick, change) => {
      await database().reset();
      for (const part of parts) {
        for (const held of part) await addRow(held);
        await sealEvents(ctx());
      }
      const all = parts.flat().length;
      const found = all === 0 ? { found: "none" } : { found: "whole", events: all };
      expect(await verifySeals(ctx())).toMatchObject({ ...found, unsealed: 0 });
      if (all === 0) return;
      const id = (pick % all) + 1;
      await asOwner(change.replaceAll("$id", String(id)));
      expect((await verifySeals(ctx())).found).toBe("mismatch");
    });
    await fc.assert(run, { numRuns: 25 });
  });

  async function addRow(data: Record<string, unknown>): Promise<void> {
    await db().insert(events).values({
      at: ctx().now,
      type: "team.added",
      actorKind: "system",
      subjectKind: "team",
      subjectId: 1,
      data,
      requestId: "r",
      rows: null,
    });
  }
});

const CHANGES = [
  "delete from events where id = $id",
  "update events set subject_id = 2 where id = $id",
  "update events set actor_kind = 'ci' where id = $id",
  `update events set data = data || '{"added": true}' where id = $id`,
  "update events set request_id = request_id || E'\\n' where id = $id",
];

/** What jsonb holds as it is given. */
function storable() {
  const text = fc.string({ maxLength: 5 }).filter((value) => !value.includes("\0"));
  return fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }));
}

describe("the text that is sealed of an event", () => {
  const event = {
    id: 1,
    at: new Date("2026-11-25T09:00:00Z"),
    type: "team.added",
    actorKind: "system",
    actorId: null,
    subjectKind: "team",
    subjectId: 1,
    requestId: "r",
    rows: null,
  } as const;

  it("is one line, the same in whatever order the fields of its data come", () => {
    const text = canonicalText({ ...event, data: { b: [{ d: 1, c: "\n" }], a: 2 } });
    expect(text).toBe(
      '[1,"2026-11-25T09:00:00.000Z","team.added","system",null,"team",1,{"a":2,"b":[{"c":"\\n","d":1}]},"r"]',
    );
    expect(canonicalText({ ...event, data: { a: 2, b: [{ c: "\n", d: 1 }] } })).toBe(text);
  });

  it("tells a list from an object", () => {
    const list = canonicalText({ ...event, data: { a: [["b", 1]] } });
    expect(canonicalText({ ...event, data: { a: { b: 1 } } })).not.toBe(list);
  });
});
