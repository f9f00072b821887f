import { eq, inArray, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { keptFrom } from "#db/conditions/events.ts";
import { events, people } from "#db/schema/index.ts";
import type { PersonActor, Role } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { activityLog, actorsOf, movedSince, timeline } from "#lib/events/timeline.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addTeam } from "#tests/support/people.ts";

describe("the event stream", () => {
  const db = useDatabase();
  let admin: PersonActor;
  let gina: PersonActor;
  let teamId: number;
  beforeEach(async () => {
    teamId = await addTeam(db(), { name: "Ledger" });
    admin = await addPerson(db(), { name: "Ada", roles: ["admin"] });
    gina = await addPerson(db(), { name: "Gina", teamId });
    const { personId } = gina;
    const subject = { kind: "person", id: personId } as const;
    const ctx = context(db(), admin);
    await record(ctx, { type: "person.joined-team", subject, data: { personId, teamId } });
    await record(at(systemContext(db()), "2026-11-25T10:00:00Z"), {
      type: "guardian.moved",
      subject,
      data: { guardianshipId: 1, personId, from: "training", to: "active" },
    });
    await record(context(db(), gina), {
      type: "activity.logged",
      subject,
      data: { activityId: 1, personId, activity: "support", minutes: 45 },
    });
    await record(ctx, { type: "program.edited", subject: { kind: "program", id: 1 }, data: { fields: ["name"] } });
  });

  describe("the timeline of a person", () => {
    it("says who did what, the latest first", async () => {
      const { items: entries } = await timeline(context(db(), gina), { kind: "person", id: gina.personId });
      expect(entries.map(({ actor, subject, sentence }) => [actor.name, subject.name, sentence])).toEqual([
        ["Gina", "Gina", "Gina logged 45 min of support."],
        ["The system", "Gina", "The system moved Gina from in training to active."],
        ["Ada", "Gina", "Ada added Gina to Ledger."],
      ]);
    });

    it("S06 leaves logged time out for leaders", async () => {
      const organisationId = await addOrganisation(db());
      const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
      const { items: entries } = await timeline(leader, { kind: "person", id: gina.personId });
      expect(entries.map(({ type }) => type)).toEqual(["guardian.moved", "person.joined-team"]);
    });
  });

  describe("the timeline of a review", () => {
    it("S50 says that feedback was given or declined to the guardian and the program's staff only", async () => {
      const subject = { kind: "review", id: 7 } as const;
      const data = { feedbackId: 1, guardianId: gina.personId };
      const staff = context(db(), await addPerson(db(), { name: "Elif", roles: ["security_engineer"] }));
      const again = (requestId: string) => ({ ...staff, requestId });
      await record(again("give"), { type: "review.feedback-given", subject, data });
      await record(again("decline"), { type: "review.feedback-declined", subject, data });
      await record(again("endorse"), { type: "review.endorsed", subject, data: { revision: 1 } });
      const types = async (actor: PersonActor) => {
        const ctx = context(db(), actor);
        const { items, total } = await timeline(ctx, subject);
        const moved = await movedSince(ctx, "review", sql`(select 7)`, new Date(0));
        expect([moved.map(({ id }) => id), total]).toEqual([items.map(({ id }) => id), items.length]);
        return items.map(({ type }) => type);
      };
      const all = ["review.endorsed", "review.feedback-declined", "review.feedback-given"];
      for (const reader of [gina, staff.actor, await addPerson(db(), { roles: ["program_manager"] })]) {
        expect(await types(reader)).toEqual(all);
      }
      for (const roles of [[], ["leader"], ["auditor"], ["admin"]] as const) {
        expect(await types(await addPerson(db(), { roles, teamId }))).toEqual(["review.endorsed"]);
      }
    });

    it("is read 200 events at a time, and says how many there are", async () => {
      const row = { at: NOW, type: "review.commented", subjectKind: "review", subjectId: 7, data: {} } as const;
      const actor = { actorKind: "person", actorId: gina.personId, requestId: "r" } as const;
      const made = await db()
        .insert(events)
        .values(Array.from({ length: 203 }, () => ({ ...row, ...actor })))
        .returning({ id: events.id });
      const ids = made.map(({ id }) => id).sort((left, right) => right - left);
      for (const [page, shown] of [
        [1, ids.slice(0, 200)],
        [2, ids.slice(200)],
      ] as const) {
        const { items, ...place } = await timeline(context(db(), gina), { kind: "review", id: 7 }, page);
        expect(items.map(({ id }) => id)).toEqual(shown);
        expect(place).toEqual({ total: 203, totalIsAtLeast: false, page, pages: 2 });
      }
    });
  });

  describe("what moved", () => {
    const moved = async (limit?: number) => {
      const entries = await movedSince(
        context(db(), gina),
        "review",
        sql`(select 7 union select 8)`,
        new Date(0),
        limit,
      );
      return entries.map(({ sentence }) => sentence);
    };
    const send = async (id: number, requestId: string) => {
      const ctx = context(db(), gina, { requestId });
      const subject = { kind: "review", id } as const;
      await record(ctx, { type: "review.revision-sealed", subject, data: { revision: 1, digest: "d" } });
      await record(ctx, { type: "review.submitted", subject, data: { revision: 1, tier: "low", guardianId: null } });
    };

    it("is a line for each act, of what tells most of it", async () => {
      await send(7, "one");
      const ctx = context(db(), gina, { requestId: "two" });
      const subject = { kind: "review", id: 7 } as const;
      await record(ctx, { type: "review.revision-sealed", subject, data: { revision: 2, digest: "e" } });
      expect(await moved()).toEqual(["Gina sealed r2 of REV-7.", "Gina submitted r1 of REV-7."]);
    });

    it("is as many lines as are asked for, whatever each act recorded", async () => {
      await send(7, "one");
      await send(8, "two");
      await send(7, "three");
      expect(await moved(2)).toEqual(["Gina submitted r1 of REV-7.", "Gina submitted r1 of REV-8."]);
    });
  });

  describe("the activity log", () => {
    it("S41 shows what happened to those who may read it, filtered", async () => {
      const ctx = context(db(), admin);
      const types = async (filter: Parameters<typeof activityLog>[1]) =>
        (await activityLog(ctx, filter)).items.map(({ type }) => type);
      expect(await types({})).toEqual(["program.edited", "guardian.moved", "person.joined-team"]);
      expect(await types({ type: "guardian.moved" })).toEqual(["guardian.moved"]);
      expect(await types({ subjectKind: "person", subjectId: gina.personId })).toHaveLength(2);
      expect(await types({ actorId: admin.personId })).toEqual(["program.edited", "person.joined-team"]);
      expect(await types({ subjectKind: "team" })).toEqual([]);
    });

    it("S06 shows logged time to program managers only", async () => {
      const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      expect((await activityLog(manager, { type: "activity.logged" })).total).toBe(1);
      expect((await activityLog(context(db(), admin), { type: "activity.logged" })).total).toBe(0);
    });

    it("S50 shows what someone has learnt, and what they lack, to the program's staff and to who manages them", async () => {
      const data = { completionId: 1, personId: gina.personId, courseId: 1 };
      const subject = { kind: "course", id: 1 } as const;
      const types = ["training.completed", "training.fell-due"] as const;
      for (const type of types) await record(systemContext(db()), { type, subject, data });
      const shown = async (ctx: Context) => {
        const found = await Promise.all(types.map((type) => activityLog(ctx, { type })));
        return found.map(({ total }) => total);
      };
      const as = async (roles: readonly Role[]) => context(db(), await addPerson(db(), { roles }));
      const auditor = await as(["auditor"]);
      expect(await shown(await as(["program_manager"]))).toEqual([1, 1]);
      expect(await shown(context(db(), { ...gina, roles: ["admin"] }))).toEqual([1, 1]);
      expect(await shown(context(db(), admin))).toEqual([0, 0]);
      expect(await shown(auditor)).toEqual([0, 0]);
      await db().update(people).set({ managerId: auditor.actor.personId }).where(eq(people.id, gina.personId));
      expect(await shown(auditor)).toEqual([1, 1]);
    });

    it("S50 shows feedback to program managers, and to nobody else but the guardian", async () => {
      const data = { feedbackId: 1, guardianId: gina.personId };
      const subject = { kind: "review", id: 7 } as const;
      await record(systemContext(db()), { type: "review.feedback-given", subject, data });
      const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      const auditor = context(db(), await addPerson(db(), { roles: ["auditor"] }));
      const total = async (ctx: Context) => (await activityLog(ctx, { type: "review.feedback-given" })).total;
      expect(await Promise.all([manager, context(db(), admin), auditor].map(total))).toEqual([1, 0, 0]);
    });

    it("says what it does not show, and to whom", async () => {
      const kept = async (role: Role) => keptFrom(context(db(), await addPerson(db(), { roles: [role] })));
      expect(await kept("program_manager")).toEqual([]);
      expect(await kept("admin")).toEqual(["hours", "courses", "feedback"]);
      expect(await kept("auditor")).toEqual(["hours", "courses", "feedback"]);
    });

    it("can be asked for the acts of anyone who is here, and of anyone who acted and has left", async () => {
      const ctx = context(db(), admin);
      await addPerson(db(), { name: "Idle" });
      const idle = await addPerson(db(), { name: "Gone without a word" });
      await db()
        .update(people)
        .set({ deactivatedAt: NOW })
        .where(inArray(people.id, [gina.personId, idle.personId]));
      expect((await actorsOf(ctx)).map(({ name, hasLeft }) => [name, hasLeft])).toEqual([
        ["Ada", false],
        ["Gina", true],
        ["Idle", false],
      ]);
      await expect(actorsOf(context(db(), gina))).rejects.toBeInstanceOf(Forbidden);
    });

    it("is closed to everybody else", async () => {
      await expect(activityLog(context(db(), gina))).rejects.toBeInstanceOf(Forbidden);
      const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
      await expect(activityLog(engineer)).rejects.toBeInstanceOf(Forbidden);
    });

    it("shows 50 to a page", async () => {
      const ctx = context(db(), admin);
      for (let n = 0; n < 60; n += 1) {
        await record(ctx, { type: "program.edited", subject: { kind: "program", id: 1 }, data: { fields: [] } });
      }
      expect(await activityLog(ctx)).toMatchObject({ total: 63, pages: 2, page: 1 });
      expect((await activityLog(ctx, { page: 2 })).items).toHaveLength(13);
    });
  });
});
