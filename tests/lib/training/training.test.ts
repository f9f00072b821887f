import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { completions, courses, guardianships, people } from "#db/schema/index.ts";
import { type PersonActor, personOf, type Role } from "#lib/auth/actor.ts";
import { evidenceOf } from "#lib/belts/evidence.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { missingCourses } from "#lib/guardians/queries.ts";
import { oneCoursePage, trainingPage } from "#lib/pages/training-page.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { announceCourses } from "#lib/training/announce-courses.ts";
import { courseList, coursePage, personCourses } from "#lib/training/queries.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { heldWords, sourceWords } from "#lib/training/rules.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("training", () => {
  const db = useDatabase();
  const TM = { code: "TM-101", title: "Threat modelling", minutes: 90, validMonths: 12, required: true };
  let manager: Context;
  beforeEach(async () => {
    manager = context(db(), await rows.addPerson(db(), { name: "Petra", roles: ["program_manager"] }));
  });

  describe("courses", () => {
    it("are added by a program manager, each with a code of its own", async () => {
      const course = await addCourse(manager, TM);
      expect(course).toMatchObject({ ...TM, belt: null, url: null });
      await expect(addCourse(manager, TM)).rejects.toBeInstanceOf(Conflict);
      expect(await recorded(db())).toEqual([
        { type: "course.added", subject: ["course", course.id], data: { courseId: course.id } },
      ]);
    });

    it.each([
      ["a code in small letters", { code: "tm-101" }],
      ["no minutes", { minutes: 0 }],
      ["an address that runs", { url: "javascript:alert(1)" }],
      ["an unknown belt", { belt: "red" }],
      ["an unknown field", { retiredAt: null }],
    ])("refuse %s", async (_, change) => {
      await expect(addCourse(manager, wrong({ ...TM, ...change }))).rejects.toBeInstanceOf(Invalid);
    });

    it("belong to the belts whose criteria in force ask for them, and to no other", async () => {
      const wanted = await addCourse(manager, { ...TM, belt: "black" });
      const other = await addCourse(manager, { ...TM, code: "IAM-201", belt: "yellow" });
      const askedBy = async () => (await courseList(manager)).map(({ code, askedBy }) => [code, askedBy]);
      expect(await askedBy()).toEqual([
        ["IAM-201", []],
        ["TM-101", []],
      ]);
      const count = { reviewsInvolved: 1 };
      const criteria = { white: count, yellow: count, green: count, black: count };
      await publishCriteria(manager, { criteria: { ...criteria, white: { requiredCourses: ["IAM-201"] } } });
      const asking = { requiredCourses: ["TM-101"] };
      await publishCriteria(manager, { criteria: { ...criteria, white: asking, green: asking } });
      expect(await askedBy()).toEqual([
        ["IAM-201", []],
        ["TM-101", ["white", "green"]],
      ]);
      expect(await coursePage(manager, wanted.id)).toMatchObject({ askedBy: ["white", "green"] });
      expect(await coursePage(manager, other.id)).toMatchObject({ askedBy: [] });
    });

    it.each(["security_engineer", "admin", "auditor"] as const)("are not added by a %s", async (role) => {
      const ctx = context(db(), await rows.addPerson(db(), { roles: [role] }));
      await expect(addCourse(ctx, TM)).rejects.toBeInstanceOf(Forbidden);
    });
  });

  describe("completions", () => {
    let personId: number;
    let self: Context & { actor: PersonActor };
    let courseId: number;
    beforeEach(async () => {
      const person = await rows.addPerson(db(), { name: "Gina" });
      personId = person.personId;
      self = context(db(), person);
      courseId = (await addCourse(manager, TM)).id;
    });

    it("expire, and the same one twice changes nothing", async () => {
      const input = { personId, courseId, completedOn: "2026-01-31", evidence: "Certificate 17" };
      const first = await recordCompletion(self, input);
      expect(first).toMatchObject({ expiresOn: "2027-01-31", activated: false, isNew: true });
      for (const evidence of [input.evidence, ""]) {
        expect(await recordCompletion(manager, { ...input, evidence })).toMatchObject({ id: first.id, isNew: false });
      }
      expect(await recordedTypes(db())).toEqual(["course.added", "training.completed"]);
    });

    it("of a day keep the evidence they have: another is refused, not dropped", async () => {
      const input = { personId, courseId, completedOn: "2026-01-31", evidence: "Certificate 17" };
      await recordCompletion(self, input);
      const again = recordCompletion(self, { ...input, evidence: "Certificate 18" });
      await expect(again).rejects.toBeInstanceOf(Conflict);
      await expect(again).rejects.toThrow(
        /already recorded as completed by Gina on 31 Jan 2026, with different evidence/,
      );
      expect(await db().select({ evidence: completions.evidence }).from(completions)).toEqual([
        { evidence: "Certificate 17" },
      ]);
      expect(await recordedTypes(db())).toEqual(["course.added", "training.completed"]);
    });

    it.each([
      ["a day in the future", { completedOn: "2026-11-26" }, Invalid],
      ["a day that does not exist", { completedOn: "2026-02-30" }, Invalid],
      ["a course that does not exist", { courseId: 999 }, NotFound],
      ["a person who does not exist", { personId: 999 }, NotFound],
      ["an expiry of one's own choice", { expiresOn: "2099-01-01" }, Invalid],
    ])("refuse %s", async (_, change, error) => {
      const input = { personId, courseId, completedOn: "2026-11-25", ...change };
      await expect(recordCompletion(manager, input)).rejects.toBeInstanceOf(error);
      expect(await recordedTypes(db())).toEqual(["course.added"]);
    });

    it("that someone records of themselves need evidence: without it they are refused at the field", async () => {
      const input = { personId, courseId, completedOn: "2026-11-25" };
      const token: Context = { ...self, actor: { kind: "token", tokenId: 1, person: self.actor, scopes: [] } };
      for (const ctx of [self, token, context(db(), { ...self.actor, roles: ["program_manager"] })]) {
        const refused = recordCompletion(ctx, { ...input, evidence: " " });
        await expect(refused).rejects.toMatchObject({ problems: [{ path: ["evidence"] }] });
      }
      expect(await recordedTypes(db())).toEqual(["course.added"]);
      expect(await recordCompletion(manager, input)).toMatchObject({ completedOn: "2026-11-25" });
    });

    it("say how they are known: self-recorded, confirmed by someone, or imported", async () => {
      await recordCompletion(self, { personId, courseId, completedOn: "2026-09-01", evidence: "Certificate 17" });
      await recordCompletion(manager, { personId, courseId, completedOn: "2026-10-01" });
      await recordCompletion(systemContext(db()), { personId, courseId, completedOn: "2026-11-01", evidence: "Row 3" });
      const { completions: shown } = await coursePage(manager, courseId);
      expect(shown.map(({ source }) => [source, sourceWords(source)])).toEqual([
        [{ how: "imported", by: null, evidence: "Row 3" }, "Imported: Row 3"],
        [
          { how: "confirmed", by: { id: personOf(manager.actor)?.personId, name: "Petra" }, evidence: "" },
          "Confirmed by Petra",
        ],
        [
          { how: "self_recorded", by: { id: personId, name: "Gina" }, evidence: "Certificate 17" },
          "Self-recorded: Certificate 17",
        ],
      ]);
      const other = await addCourse(manager, { ...TM, code: "ZZ-1", title: "Zero trust" });
      const [held, lacking] = await personCourses(self, personId);
      expect(held).toMatchObject({ id: courseId, completedOn: "2026-11-01", source: shown[0]?.source });
      expect(lacking).toMatchObject({ id: other.id, completedOn: null, source: null });
    });

    it("say all that is wrong with them at once", async () => {
      const refused = recordCompletion(self, { personId, courseId, completedOn: "2026-11-26" });
      await expect(refused).rejects.toMatchObject({ problems: [{ path: ["completedOn"] }, { path: ["evidence"] }] });
    });

    describe("of oneself without evidence, that stand already", () => {
      let guardian: Context;
      let of: { personId: number; courseId: number; completedOn: string };
      beforeEach(async () => {
        const teamId = await rows.addTeam(db());
        const person = await rows.addPerson(db(), { name: "Gus", teamId, guardian: true });
        guardian = context(db(), person);
        of = { personId: person.personId, courseId, completedOn: "2026-11-20" };
        for (const name of ["Ada", "Bo", "Cy", "Di"]) await rows.addPerson(db(), { name, teamId, guardian: true });
        await db()
          .insert(completions)
          .values({ ...of, recordedById: of.personId, expiresOn: "2026-11-24", createdAt: NOW });
      });
      const standing = async () => (await personCourses(guardian, of.personId))[0]?.standing;

      it("count for nothing", async () => {
        expect(await standing()).toBe("due");
        expect(await announceCourses(systemContext(db()))).toBe(0);
        await db().update(completions).set({ expiresOn: null });
        expect(await standing()).toBe("due");
        expect(await courseList(manager)).toMatchObject([{ holders: 0, guardians: 5 }]);
        expect(await missingCourses(guardian, of.personId)).toHaveLength(1);
        expect((await evidenceOf(guardian, of.personId)).courses).toEqual([]);
        expect((await coursePage(manager, courseId)).completions).toMatchObject([{ isKnown: false }]);
      });

      it("count once someone else records the same, or they do with evidence", async () => {
        await db().update(completions).set({ expiresOn: null });
        expect(await recordCompletion(manager, of)).toMatchObject({ expiresOn: "2027-11-20", isNew: true });
        expect(await standing()).toBe("done");
        await db().update(completions).set({ recordedById: of.personId });
        expect(await standing()).toBe("due");
        await recordCompletion(guardian, { ...of, evidence: "Certificate 17" });
        expect(await standing()).toBe("done");
        expect((await coursePage(manager, courseId)).completions).toMatchObject([{ isKnown: true }]);
        expect(await recordedTypes(db())).toEqual(["course.added", "training.completed", "training.completed"]);
      });
    });

    it("are recorded by the person, and confirmed by their manager and the program's staff: nobody else is offered them", async () => {
      const lead = await rows.addPerson(db(), { name: "Mara" });
      const report = await rows.addPerson(db(), { name: "Rob", managerId: lead.personId });
      const gone = await rows.addPerson(db(), { name: "Lea", managerId: lead.personId });
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, gone.personId));
      const input = { personId: report.personId, courseId };
      const staff = (role: Role) => rows.addPerson(db(), { name: role, roles: [role] });
      const close = [report, lead, await staff("security_engineer"), await staff("program_manager")];
      const far = [await rows.addPerson(db(), { name: "Ann" }), await staff("admin"), await staff("auditor")];
      for (const [n, actor] of [...close, ...far].entries()) {
        const ctx = { ...context(db(), actor), actor };
        const offered = (await trainingPage(ctx)).people;
        expect((await oneCoursePage(ctx, courseId, {})).people).toEqual(offered);
        expect(offered[0]).toEqual({ id: actor.personId, name: actor.name });
        const is = close.includes(actor);
        expect([actor.name, offered.some(({ id }) => id === report.personId)]).toEqual([actor.name, is]);
        expect(offered.map(({ name }) => name)).not.toContain("Lea");
        const done = recordCompletion(ctx, { ...input, completedOn: `2026-11-0${n + 1}`, evidence: "Certificate 17" });
        if (is) expect(await done).toMatchObject({ isNew: true });
        else await expect(done).rejects.toBeInstanceOf(Forbidden);
      }
      expect((await trainingPage({ ...context(db(), lead), actor: lead })).people).toHaveLength(2);
      const theirs = recordCompletion(context(db(), report), {
        ...input,
        personId: lead.personId,
        completedOn: "2026-11-09",
      });
      await expect(theirs).rejects.toThrow(
        "Only the person, their manager, a security engineer or a program manager can record a completion.",
      );
    });

    it("of a retired course are recorded by nobody", async () => {
      await db().update(courses).set({ retiredAt: NOW });
      const late = recordCompletion(self, {
        personId,
        courseId,
        completedOn: "2026-11-25",
        evidence: "Certificate 17",
      });
      await expect(late).rejects.toBeInstanceOf(Conflict);
    });

    it("show where a guardian stands: due first, and due again when they expire", async () => {
      const guardian = await rows.addPerson(db(), { teamId: await rows.addTeam(db()), guardian: true });
      const ctx = context(db(), guardian);
      const optional = await addCourse(manager, { ...TM, code: "AA-1", title: "Crypto", required: false });
      const standings = async (of: Context) =>
        (await personCourses(of, guardian.personId)).map(({ code, standing }) => [code, standing]);
      expect(await standings(ctx)).toEqual([
        ["TM-101", "due"],
        ["AA-1", "optional"],
      ]);
      const own = { personId: guardian.personId, evidence: "Certificate 17" };
      await recordCompletion(ctx, { ...own, courseId, completedOn: "2026-11-20" });
      await recordCompletion(ctx, { ...own, courseId: optional.id, completedOn: "2024-01-01" });
      expect(await standings(ctx)).toEqual([
        ["TM-101", "done"],
        ["AA-1", "optional"],
      ]);
      expect((await standings(at(ctx, "2027-11-21T09:00:00Z")))[0]).toEqual(["TM-101", "expired"]);
    });

    it("are asked of nobody outside the lifecycle: what they did is held until it expires", async () => {
      expect(await personCourses(self, personId)).toMatchObject([{ code: "TM-101", standing: "optional" }]);
      await recordCompletion(self, { personId, courseId, completedOn: "2026-11-20", evidence: "7" });
      expect(await personCourses(self, personId)).toMatchObject([{ standing: "done" }]);
      expect(await personCourses(at(self, "2027-11-20T09:00:00Z"), personId)).toMatchObject([{ standing: "done" }]);
      const later = at(self, "2027-11-21T09:00:00Z");
      expect(await personCourses(later, personId)).toMatchObject([{ standing: "optional", expiresOn: "2027-11-20" }]);
    });

    it("count in a course's share when the person is a guardian", async () => {
      const teamId = await rows.addTeam(db());
      const guardian = await rows.addPerson(db(), { name: "Gus", teamId, guardian: true });
      await rows.addPerson(db(), { teamId, guardian: true });
      await recordCompletion(self, { personId, courseId, completedOn: "2026-11-20", evidence: "7" });
      await recordCompletion(manager, { personId: guardian.personId, courseId, completedOn: "2026-11-20" });
      await recordCompletion(manager, { personId: guardian.personId, courseId, completedOn: "2026-11-21" });
      expect(await courseList(self)).toMatchObject([{ code: "TM-101", guardians: 2, standing: "done" }]);
      expect(await courseList(manager)).toMatchObject([
        { code: "TM-101", holders: 1, guardians: 2, standing: "optional" },
      ]);
      const page = await coursePage(manager, courseId);
      expect(page).toMatchObject({ standing: "optional", holders: 1 });
      expect(page.completions.map(({ person, completedOn }) => [person.name, completedOn])).toEqual([
        ["Gus", "2026-11-21"],
        ["Gus", "2026-11-20"],
        ["Gina", "2026-11-20"],
      ]);
      await expect(coursePage(manager, 999)).rejects.toBeInstanceOf(NotFound);
    });

    it("of a course are read to the last, a page at a time", async () => {
      const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
      const all = Array.from({ length: 102 }, (_, n) => ({ personId, courseId, completedOn: day(n), createdAt: NOW }));
      await db().insert(completions).values(all);
      const first = await coursePage(manager, courseId);
      expect(first).toMatchObject({ total: 102, totalIsAtLeast: false, page: 1, pages: 3 });
      expect(first.completions[0]).toMatchObject({ completedOn: day(101) });
      const last = await coursePage(manager, courseId, { page: "3" });
      expect(last.completions.map(({ completedOn }) => completedOn)).toEqual([day(1), day(0)]);
      const other = context(db(), await rows.addPerson(db()));
      expect(await coursePage(other, courseId)).toMatchObject({ total: 0, completions: [] });
    });

    it("S50 are added up of fewer than five guardians for those alone who may read each of them", async () => {
      const teamId = await rows.addTeam(db());
      const guardian = { teamId, guardian: true };
      for (const name of ["Gus", "Ada", "Bo", "Cy"]) await rows.addPerson(db(), { name, ...guardian });
      const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      const auditor = context(db(), await rows.addPerson(db(), { roles: ["auditor"] }));
      const told = () =>
        Promise.all(
          [self, auditor, engineer, manager].map(async (ctx) => {
            const [listed] = await courseList(ctx);
            const { holders, guardians } = await coursePage(ctx, courseId);
            expect(listed).toMatchObject({ holders, guardians });
            return heldWords({ holders, guardians });
          }),
        );
      expect(await told()).toEqual(["hidden (too few people)", "hidden (too few people)", "0 of 4", "0 of 4"]);
      const { personId: fifth } = await rows.addPerson(db(), { name: "Di", ...guardian });
      await recordCompletion(manager, { personId: fifth, courseId, completedOn: "2026-11-20" });
      expect(await told()).toEqual(["1 of 5", "1 of 5", "1 of 5", "1 of 5"]);
      // Who is in training lacks a course, as everybody sees, and hides nobody.
      await db().update(guardianships).set({ state: "training" }).where(eq(guardianships.personId, fifth));
      expect(await told()).toEqual(["hidden (too few people)", "hidden (too few people)", "1 of 5", "1 of 5"]);
      await db().update(guardianships).set({ state: "training" });
      expect(await told()).toEqual(["1 of 5", "1 of 5", "1 of 5", "1 of 5"]);
    });
  });
});
