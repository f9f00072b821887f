import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  beltAwards,
  beltCriteria,
  events,
  newsletters,
  people,
  programReviewAttendances,
  programReviews,
} from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, NotFound } from "#lib/errors.ts";
import type { EventType, SubjectKind } from "#lib/event-types/vocabulary.ts";
import { directory } from "#lib/people/directory.ts";
import { directoryPage } from "#lib/people/directory-page.ts";
import { nominees, peopleAndRoles, peopleOptions, personProfile } from "#lib/people/queries.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, LONG_AGO } from "#tests/support/people.ts";
import { composerModel } from "#tests/support/threat-models.ts";

describe("finding people", () => {
  const db = useDatabase();

  async function people3() {
    const ledger = await addTeam(db(), { name: "Ledger" });
    const cards = await addTeam(db(), { name: "Cards" });
    const gina = await addPerson(db(), { name: "Gina", teamId: ledger, guardian: true });
    const carl = await addPerson(db(), { name: "Carl", teamId: cards, guardian: true });
    const bob = await addPerson(db(), { name: "Bob_1", teamId: ledger, managerId: gina.personId });
    return { ledger, cards, gina, carl, bob, ctx: context(db(), bob) };
  }

  async function award(personId: number, belt: "white" | "yellow" | "green", revoked = false) {
    const by = { awardedById: personId, awardedAt: NOW, note: "Earned", evidence: {}, criteriaVersion: 1 };
    await db()
      .insert(beltCriteria)
      .values({ version: 1, criteria: {} as never, publishedAt: NOW })
      .onConflictDoNothing();
    await db()
      .insert(beltAwards)
      .values({ personId, belt, ...by, revokedAt: revoked ? NOW : null });
  }

  describe("the directory", () => {
    it("lists guardians with belt, teams and when they last did something", async () => {
      const { gina, ctx } = await people3();
      await award(gina.personId, "white");
      await award(gina.personId, "yellow");
      await award(gina.personId, "green", true);
      const event = { actorKind: "person", actorId: gina.personId, subjectKind: "program", subjectId: 1 } as const;
      const more = { data: {}, requestId: "r" };
      await db()
        .insert(events)
        .values({ ...event, ...more, type: "program.edited", at: LONG_AGO });
      await db()
        .insert(events)
        .values({ ...event, ...more, type: "session.started", at: NOW });
      const { items, total } = await directory(ctx);
      expect(total).toBe(2);
      expect(items).toMatchObject([
        { name: "Carl", belt: null, teams: [{ name: "Cards" }], lastActiveAt: null },
        { name: "Gina", state: "active", belt: "yellow", teams: [{ name: "Ledger" }], lastActiveAt: LONG_AGO },
      ]);
    });

    it("S50 says nothing of hours, courses and ratings by when someone last did something", async () => {
      const { gina, carl, bob, ctx } = await people3();
      const engineer = await addPerson(db(), { name: "Enno", roles: ["security_engineer"] });
      const manager = await addPerson(db(), { name: "Mara", roles: ["program_manager"] });
      const day = (date: number) => new Date(Date.UTC(2026, 9, date));
      const did = (actorId: number, at: Date, type: EventType, data: Record<string, unknown>) => ({
        ...{ actorKind: "person" as const, actorId, subjectKind: "program" as const, subjectId: 1, requestId: "r" },
        ...{ at, type, data },
      });
      const [one, other, rater] = [gina.personId, bob.personId, engineer.personId];
      await db()
        .insert(events)
        .values([
          ...[one, other, rater].map((id) => did(id, day(1), "program.edited", {})),
          did(one, day(2), "training.completed", { personId: one, courseId: 1 }),
          did(one, day(3), "activity.logged", { personId: one, minutes: 60 }),
          did(rater, day(4), "review.feedback-given", { guardianId: one }),
          did(other, day(5), "activity.logged", { personId: other, minutes: 60 }),
        ]);
      const lastOf = async (asked: Context) => {
        const { items } = await directory(asked, { state: "everyone" });
        return Object.fromEntries(
          items.flatMap(({ name, lastActiveAt }) => (lastActiveAt ? [[name, lastActiveAt]] : [])),
        );
      };
      expect(await lastOf(context(db(), carl))).toEqual({ Bob_1: day(1), Enno: day(1), Gina: day(1) });
      expect(await lastOf(ctx)).toEqual({ Bob_1: day(5), Enno: day(1), Gina: day(1) });
      // Who manages someone reads which courses they took, and nothing else of them.
      await db().update(people).set({ managerId: carl.personId }).where(eq(people.id, one));
      expect(await lastOf(context(db(), carl))).toEqual({ Bob_1: day(1), Enno: day(1), Gina: day(2) });
      expect(await lastOf(context(db(), gina))).toEqual({ Bob_1: day(1), Enno: day(4), Gina: day(3) });
      expect(await lastOf(context(db(), manager))).toEqual({ Bob_1: day(5), Enno: day(4), Gina: day(3) });
      const readsAll = async (asked: Context) => (await directoryPage(asked, {})).readsAllActs;
      expect(await Promise.all([carl, gina, manager].map((each) => readsAll(context(db(), each))))).toEqual([
        ...[false, false, true],
      ]);
    });

    it("S02 says nothing of a review, threat model, program review or letter by when someone last did something to it", async () => {
      const { ledger, gina, carl, bob } = await people3();
      const organisationId = await addOrganisation(db());
      const leader = await addPerson(db(), { name: "Lea", roles: ["leader"], organisationId });
      const engineer = await addPerson(db(), { name: "Enno", roles: ["security_engineer"] });
      const admin = await addPerson(db(), { name: "Ada", roles: ["admin"] });
      const serviceId = await addService(db(), { teamId: ledger });
      const reviewId = await addSubmitted(db(), { submitted: "2026-10-01", teamId: ledger, serviceId });
      const file = { serviceId, fileName: "m.json", authorRole: "builder", content: composerModel() } as const;
      const { threatModelId, versionId } = await importThreatModel(context(db(), bob, { now: LONG_AGO }), file);
      const frozen = { snapshot: {}, snapshotDigest: "a" };
      const [held] = await db()
        .insert(programReviews)
        .values({ quarter: "2026-Q3", heldOn: "2026-10-08", openedAt: NOW, ...frozen })
        .returning();
      const [letter] = await db()
        .insert(newsletters)
        .values({ organisationId, quarter: "2026-Q3", state: "draft", asOf: NOW, draftedAt: NOW, ...frozen })
        .returning();
      const day = (date: number) => new Date(Date.UTC(2026, 9, date));
      const did = (date: number, type: EventType, kind: SubjectKind, subjectId = 0, data = {}) => ({
        ...{ actorKind: "person" as const, actorId: gina.personId, subjectKind: kind, subjectId, requestId: "r" },
        ...{ at: day(date), type, data },
      });
      const acts = [
        did(1, "program.edited", "program", 1),
        did(2, "review.commented", "review", reviewId),
        did(3, "threat-model.imported", "threat_model", threatModelId, { threatModelId, versionId }),
        did(4, "program-review.edited", "program_review", held?.id),
        did(5, "newsletter.edited", "newsletter", letter?.id),
      ];
      const lastOf = async (reader: PersonActor) => {
        const { items } = await directory(context(db(), reader), { q: "Gina" });
        return new Date(items[0]?.lastActiveAt ?? 0).getUTCDate();
      };
      const told: Record<string, number[]> = {};
      for (const act of acts) {
        await db().insert(events).values(act);
        for (const reader of [carl, bob, leader, engineer, admin]) {
          told[reader.name] = [...(told[reader.name] ?? []), await lastOf(reader)];
        }
      }
      expect(told).toEqual({
        Carl: [1, 1, 1, 1, 1],
        Bob_1: [1, 2, 3, 3, 3],
        Lea: [1, 1, 1, 4, 5],
        Enno: [1, 2, 3, 4, 5],
        // Who reads the log reads there when all of that was.
        Ada: [1, 2, 3, 4, 5],
      });
      const attended = { programReviewId: held?.id ?? 0, personId: carl.personId, recordedAt: NOW };
      await db().insert(programReviewAttendances).values(attended);
      expect(await lastOf(carl)).toBe(4);
    });

    it("is filtered by words, team, state and belt", async () => {
      const { gina, ledger, ctx } = await people3();
      await award(gina.personId, "white");
      const names = async (filter: Parameters<typeof directory>[1]) =>
        (await directory(ctx, filter)).items.map(({ name }) => name);
      expect(await names({ state: "everyone" })).toEqual(["Bob_1", "Carl", "Gina"]);
      expect(await names({ state: "everyone", q: "b_" })).toEqual(["Bob_1"]);
      expect(await names({ state: "everyone", q: "_n" })).toEqual([]);
      expect(await names({ state: "everyone", teamId: ledger })).toEqual(["Bob_1", "Gina"]);
      expect(await names({ state: "paused" })).toEqual([]);
      expect(await names({ belt: "white" })).toEqual(["Gina"]);
      expect(await names({ belt: "none" })).toEqual(["Carl"]);
    });

    it("shows 50 to a page and never a page that does not exist", async () => {
      const { ctx } = await people3();
      const many = Array.from({ length: 60 }, (_, n) => ({ name: `P${n}`, email: `p${n}@x.org`, createdAt: NOW }));
      await db().insert(people).values(many);
      const first = await directory(ctx, { state: "everyone" });
      expect([first.items.length, first.total, first.pages]).toEqual([50, 63, 2]);
      expect((await directory(ctx, { state: "everyone", page: 9 })).page).toBe(2);
    });

    it("leaves out who has left", async () => {
      const { ctx } = await people3();
      await db().update(people).set({ deactivatedAt: NOW });
      expect((await directory(ctx, { state: "everyone" })).items).toEqual([]);
      expect(await peopleOptions(ctx)).toEqual([]);
    });
  });

  it("offers everybody who is here to choose from, of thousands too", async () => {
    const all = Array.from({ length: 5_001 }, (_, n) => ({
      name: `P${n}`,
      email: `p${n}@example.com`,
      createdAt: NOW,
    }));
    await db().insert(people).values(all);
    const ctx = context(db(), await addPerson(db()));
    expect(await peopleOptions(ctx)).toHaveLength(5_002);
    expect(await peopleOptions(ctx, { limit: 51 })).toHaveLength(51);
  });

  describe("people", () => {
    it("have a profile", async () => {
      const { gina, bob, ctx } = await people3();
      const organisationId = await addOrganisation(db(), { name: "Acme" });
      const lead = await addPerson(db(), { roles: ["leader"], organisationId });
      expect(await personProfile(ctx, bob.personId)).toMatchObject({
        name: "Bob_1",
        manager: { id: gina.personId, name: "Gina" },
        teams: [{ name: "Ledger" }],
        roles: [],
        state: null,
        belt: null,
      });
      expect((await personProfile(ctx, lead.personId)).roles).toMatchObject([
        { role: "leader", organisation: { name: "Acme" } },
      ]);
      await expect(personProfile(ctx, 999)).rejects.toBeInstanceOf(NotFound);
    });

    it("can be picked: all, and those who can be nominated", async () => {
      const { bob, ledger, ctx } = await people3();
      expect((await peopleOptions(ctx)).map(({ name }) => name)).toEqual(["Bob_1", "Carl", "Gina"]);
      expect(await nominees(ctx)).toEqual([
        { id: bob.personId, name: "Bob_1", teams: [{ id: ledger, name: "Ledger" }] },
      ]);
    });

    it("show their roles to the admin who grants them, and to nobody else", async () => {
      const { ctx } = await people3();
      const admin = context(db(), await addPerson(db(), { name: "Ada", roles: ["admin"] }));
      const { items, total } = await peopleAndRoles(admin, { q: "ada" });
      expect([total, items[0]?.roles.map(({ role }) => role)]).toEqual([1, ["admin"]]);
      await expect(peopleAndRoles(ctx)).rejects.toBeInstanceOf(Forbidden);
    });
  });
});
