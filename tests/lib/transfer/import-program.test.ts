import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import { checkRuns, events, people, rateCounts, reviews, sessions } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid } from "#lib/errors.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { exportProgram } from "#lib/transfer/export-program.ts";
import { importProgram } from "#lib/transfer/import-program.ts";
import { openWorker } from "#lib/worker/worker.ts";
import { context, NOW, personActor, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES } from "#tests/support/policies.ts";
import { beginCover, recorded } from "#tests/support/recorded.ts";
import { addCast, claimed } from "#tests/support/reviews.ts";

describe("the program as a file", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  const ctx = () => systemContext(db());

  async function exported(): Promise<string[]> {
    let all = "";
    await exportProgram(ctx(), async (text) => {
      for await (const part of text) all += part;
    });
    return all.trimEnd().split("\n");
  }

  async function* each(lines: readonly string[]) {
    yield* lines;
  }

  /** As the command does it: the header is read before. */
  const take = (lines: readonly string[], as = ctx()) => importProgram(as, each(lines.slice(1)));

  const sectionOf = (lines: readonly string[], name: string) =>
    lines.findIndex((line) => line.startsWith(`{"section":"${name}"`));

  describe("a program that is exported", () => {
    it("S41 records it first, so that the record is in the file; sessions and counts are not", async () => {
      const cast = await addCast(db());
      const personId = cast.admin.actor.personId;
      const times = { createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW };
      await db()
        .insert(sessions)
        .values({ idHash: "hash-of-a-session", personId, provider: "demo", ...times });
      await db().insert(rateCounts).values({ name: "api", windowStart: NOW, who: "who-is-counted", count: 3 });
      const lines = await exported();
      expect((await recorded(db())).at(-1)).toEqual({
        type: "data.exported",
        subject: ["program", 1],
        data: { what: "program", format: "json", count: 1 },
      });
      const text = lines.join("\n");
      expect(text).toContain("data.exported");
      expect(text).not.toMatch(/hash-of-a-session|who-is-counted/);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({ format: "guardians-export", version: 1 });
    });

    it("S41 leaves no record, and is nothing, where it could not be written", async () => {
      const full = exportProgram(ctx(), async () => {
        throw new Error("The disk is full.");
      });
      await expect(full).rejects.toThrow("The disk is full.");
      expect(await recorded(db())).toEqual([]);
    });

    it("is the system's to move: an admin may not", async () => {
      const admin = context(db(), personActor({ roles: ["admin"] }));
      await expect(exportProgram(admin, async () => undefined)).rejects.toBeInstanceOf(Forbidden);
      await expect(take([], admin)).rejects.toBeInstanceOf(Forbidden);
    });
  });

  describe("a program that is imported", () => {
    it("S43 goes on where it was: the seals match, ids and reviews are numbered on, events are kept", async () => {
      const cast = await addCast(db());
      await claimed(cast);
      await beginCover(db());
      await sealEvents(ctx());
      const lines = await exported();
      const before = await recorded(db());
      await opened().reset();
      const { rows } = await take(lines);
      expect(await recorded(db())).toEqual([
        ...before,
        { type: "data.imported", subject: ["program", 1], data: { rows } },
      ]);
      const chain = { found: "whole", seals: 1, events: before.length - 1, unsealed: 2 };
      expect(await verifySeals(ctx())).toMatchObject({ ...chain, covered: { waiting: 0 } });
      expect((await claimed(cast)).id).toBe(2);
      await expect(db().execute(sql`delete from events`)).rejects.toThrow();
      await expect(db().execute(sql`update events set actor_id = 1`)).rejects.toThrow();
    });

    it("keeps who manages whom, where the manager was added later too", async () => {
      const cast = await addCast(db());
      const [first, last] = [cast.requester.actor.personId, cast.admin.actor.personId];
      await db().update(people).set({ managerId: last }).where(sql`id = ${first}`);
      await db().update(people).set({ managerId: first }).where(sql`id = ${last}`);
      const managers = () => rowsOf(db(), sql`select id, manager_id from people order by id`);
      const before = await managers();
      const lines = await exported();
      await opened().reset();
      await take(lines);
      expect(await managers()).toEqual(before);
    });

    it("queues again what waited to be checked, where a worker stands by", async () => {
      const teamId = await addTeam(db());
      const team = { teamId, serviceId: await addService(db(), { teamId }) };
      const reviewId = await addSealedReview(db(), { ...team, documents: [{ name: "policy.json", text: ESCALATES }] });
      await queueRun(ctx(), { reviewId, revision: 1 });
      const waiting = await db().$count(checkRuns);
      expect(waiting).toBeGreaterThan(0);
      const lines = await exported();
      await opened().reset();
      const worker = await openWorker(opened());
      await worker.stop();
      await take(lines);
      expect(await rowsOf(db(), sql`select count(*)::int as jobs from pgboss.job where name = 'policy-run'`)).toEqual([
        { jobs: waiting },
      ]);
    });

    it("is refused where there is something already, and nothing is mixed", async () => {
      await addCast(db());
      const lines = await exported();
      const before = await recorded(db());
      const refused = take(lines);
      await expect(refused).rejects.toBeInstanceOf(Conflict);
      await expect(refused).rejects.toThrow(
        /The database is not empty: it has data in organisations, people, teams, services, events and others/,
      );
      expect(await recorded(db())).toEqual(before);
    });
  });

  describe("a file that is not as it was written", () => {
    let lines: string[] = [];
    beforeEach(async () => {
      await claimed(await addCast(db()));
      lines = await exported();
      await opened().reset();
    });

    const rowOf = (section: string) => sectionOf(lines, section) + 1;
    /** The row there with another beginning. */
    const another = (at: number, start: string[]) =>
      JSON.stringify([...start, ...(JSON.parse(lines[at] ?? "[]") as unknown[]).slice(start.length)]);
    const changed = (at: number, line: (before: string) => string) => lines.with(at, line(lines[at] ?? ""));

    it.each<[string, () => string[], RegExp]>([
      ["is cut after a row", () => lines.slice(0, -30), /is incomplete: it stops after line \d+, before its end/],
      ["is cut before its end", () => lines.slice(0, -1), /is incomplete/],
      ["is its header only", () => lines.slice(0, 1), /is incomplete: it stops after line 1/],
      [
        "has a row more",
        () => lines.toSpliced(rowOf("people"), 0, another(rowOf("people"), ["99", "Eve", "eve@example.com"])),
        /people does not match/,
      ],
      ["has a row less", () => lines.toSpliced(rowOf("memberships"), 1), /memberships does not match/],
      [
        "has a word changed",
        () => changed(rowOf("people"), (line) => line.replace("Rita", "Ruta")),
        /people does not match/,
      ],
      ["has more after its end", () => [...lines, lines.at(-1) ?? ""], /there is data after the end/],
      [
        "names a table that is not there",
        () => changed(sectionOf(lines, "people"), (line) => line.replace("people", "humans")),
        /“humans” is not the expected table here: people/,
      ],
      [
        "names a column that is not there",
        () => changed(sectionOf(lines, "people"), (line) => line.replace("email", "mail")),
        /people has no column “mail”/,
      ],
      [
        "lacks a column",
        () => changed(sectionOf(lines, "people"), (line) => line.replace('"email",', "")),
        /the columns of people must be id, name, email/,
      ],
      [
        "lacks a table",
        () => lines.toSpliced(sectionOf(lines, "activities"), 1),
        /is not the expected table here: activities/,
      ],
      [
        "ends before its last table",
        () => [
          ...lines.slice(
            0,
            lines.findLastIndex((line) => line.startsWith(`{"section"`)),
          ),
          lines.at(-1) ?? "",
        ],
        /the table \w+ is missing/,
      ],
      ["has a row that is too short", () => changed(rowOf("people"), () => `["1"]`), /this is not a row of people/],
      [
        "has a row of numbers",
        () => changed(rowOf("organisations"), () => "[1,2,3]"),
        /this is not a row of organisations/,
      ],
      ["has half a row", () => changed(rowOf("people"), (line) => line.slice(0, -5)), /this is not JSON/],
      ["has a line of something else", () => lines.toSpliced(3, 0, `"words"`), /neither a row nor a table/],
      ["has rows before any table", () => lines.toSpliced(1, 0, `["1"]`), /neither a row nor a table/],
      [
        "has an id that is none",
        () => changed(rowOf("organisations"), (line) => line.replace(/"\d+"/, '"x"')),
        /lines \d+ to \d+, organisations: invalid input syntax for type integer/,
      ],
      [
        "has a row that points nowhere",
        () => changed(rowOf("memberships"), (line) => line.replace(/^\["\d+","\d+"/, '["1","999"')),
        /memberships: .*violates foreign key constraint/,
      ],
      [
        "has a character that no text has",
        () => changed(rowOf("people"), (line) => line.replace("Rita", "\\u0000")),
        /people: /,
      ],
      [
        "has an end that says otherwise",
        () => changed(lines.length - 1, (line) => line.replace('"rows":', '"rows":1')),
        /does not match the summary at/,
      ],
      ["has an end of another kind", () => changed(lines.length - 1, () => `{"end":true}`), /not the end of an export/],
    ])("is refused when it %s, and nothing is written", async (_, hostile, words) => {
      const refused = take(hostile());
      await expect(refused).rejects.toBeInstanceOf(Invalid);
      await expect(refused).rejects.toThrow(words);
      expect([await db().$count(people), await db().$count(reviews), await db().$count(events)]).toEqual([0, 0, 0]);
      const [next] = await rowsOf<{ last: number | null }>(
        db(),
        sql`select pg_sequence_last_value('people_id_seq'::regclass)::int as last`,
      );
      expect(next?.last ?? null).toBeNull();
    });
  });
});
