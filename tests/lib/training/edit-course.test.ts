import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { completions, guardianships } from "#db/schema/index.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { organisedSince } from "#lib/metrics/team-moves.ts";
import { trainingAt, trainingRows } from "#lib/metrics/training.ts";
import { oneCoursePage } from "#lib/pages/training-page.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { editCourse } from "#lib/training/edit-course.ts";
import { courseList, coursePage, personCourses } from "#lib/training/queries.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { retireCourse } from "#lib/training/retire-course.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import type { PersonContext } from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("a course that exists", () => {
  const db = useDatabase();
  const TM = { code: "TM-101", title: "Threat modelling", minutes: 90, validMonths: 12, required: true };
  const later = (ctx: Context, day: string) => at(ctx, `${day}T09:00:00Z`);
  let manager: PersonContext;
  let courseId: number;
  beforeEach(async () => {
    manager = context(db(), await rows.addPerson(db(), { name: "Petra", roles: ["program_manager"] }));
    courseId = (await addCourse(manager, TM)).id;
  });

  /** A guardian who takes the courses, and where they stand. */
  async function addGuardian(state: "training" | "active" | "paused") {
    const person = await rows.addPerson(db(), { teamId: await rows.addTeam(db()), guardian: true });
    const of = eq(guardianships.personId, person.personId);
    if (state !== "active") await db().update(guardianships).set({ state, activeAt: null }).where(of);
    const standing = async () => (await db().select().from(guardianships).where(of))[0]?.state;
    return { ...person, standing };
  }

  describe("is edited", () => {
    it("field by field; what was changed is recorded, and what is so already is not", async () => {
      const next = {
        title: "Threat models",
        description: "Two days",
        url: "https://example.com/tm",
        validMonths: null,
      };
      const edited = await editCourse(manager, { courseId, ...next, minutes: 120, belt: "yellow" });
      expect(edited).toMatchObject({ code: "TM-101", ...next, minutes: 120, belt: "yellow", required: true });
      await editCourse(manager, { courseId, ...next });
      const fields = ["title", "description", "url", "minutes", "validMonths", "belt"];
      expect((await recorded(db())).slice(1)).toEqual([
        { type: "course.edited", subject: ["course", courseId], data: { courseId, fields } },
      ]);
    });

    it.each([
      ["no title", { title: " " }, Invalid],
      ["no minutes", { minutes: 0 }, Invalid],
      ["an address that runs", { url: "javascript:alert(1)" }, Invalid],
      ["another code, by which it is known", { code: "TM-102" }, Invalid],
      ["a course that does not exist", { courseId: 999, title: "Lost" }, NotFound],
    ])("and refuses %s", async (_, change, error) => {
      await expect(editCourse(manager, wrong({ courseId, ...change }))).rejects.toBeInstanceOf(error);
      expect(await recordedTypes(db())).toEqual(["course.added"]);
    });

    it("for what is completed from now on: a completion counts for as long as it was good for", async () => {
      const { personId } = await addGuardian("active");
      await recordCompletion(manager, { personId, courseId, completedOn: "2026-11-20" });
      await editCourse(manager, { courseId, validMonths: 1 });
      await recordCompletion(manager, { personId, courseId, completedOn: "2026-11-21" });
      const kept = await db().select().from(completions).orderBy(completions.id);
      expect(kept.map(({ expiresOn }) => expiresOn)).toEqual(["2027-11-20", "2026-12-21"]);
    });

    it("to be required or not from now on: days that are over are counted as they were", async () => {
      const guardian = await addGuardian("active");
      for (let n = 0; n < 4; n += 1) await addGuardian("active");
      const lacking = async (day: string) => {
        const moment = new Date(`${day}T12:00:00Z`);
        const [counted] = await trainingAt(manager, {
          scope: PROGRAM_SCOPE,
          asOf: null,
          windows: { edges: [rows.LONG_AGO, moment], asOf: moment },
          moments: [moment],
          timeZone: "UTC",
          organised: () => organisedSince(manager, undefined),
        });
        const missing = (await trainingRows(manager, PROGRAM_SCOPE, moment, "UTC")).map(
          ({ missing }) => missing.length,
        );
        expect(missing.filter((n) => n === 0)).toHaveLength(counted?.complete ?? 0);
        return [counted?.complete, counted?.optional];
      };
      await recordCompletion(manager, { personId: guardian.personId, courseId, completedOn: "2026-11-25" });
      await editCourse(later(manager, "2026-12-01"), { courseId, required: false });
      await editCourse(later(manager, "2026-12-03"), { courseId, required: true, title: "Threats" });
      await editCourse(later(manager, "2026-12-04"), { courseId, required: false });
      expect(await lacking("2026-11-26")).toEqual([1, 0]);
      expect(await lacking("2026-12-02")).toEqual([5, 1]);
      expect(await lacking("2026-12-03")).toEqual([1, 0]);
      expect(await lacking("2026-12-05")).toEqual([5, 1]);
    });

    it("and who lacked nothing else is an active guardian at once, where it is no longer required", async () => {
      const { standing } = await addGuardian("training");
      await addCourse(manager, { ...TM, code: "CR-1", title: "Crypto" });
      await editCourse(manager, { courseId, required: false });
      expect(await standing()).toBe("training");
      await editCourse(manager, { courseId: courseId + 1, required: false });
      expect(await standing()).toBe("active");
      expect((await recorded(db())).at(-1)).toMatchObject({ type: "guardian.moved", data: { to: "active" } });
    });

    it("and who is active stays so where it becomes required: it is due", async () => {
      const optional = await addCourse(manager, { ...TM, code: "CR-1", title: "Crypto", required: false });
      const { personId, standing } = await addGuardian("active");
      await editCourse(manager, { courseId: optional.id, required: true });
      expect(await standing()).toBe("active");
      const standings = (await personCourses(manager, personId)).map(({ code, standing }) => [code, standing]);
      expect(standings).toEqual([
        ["CR-1", "due"],
        ["TM-101", "due"],
      ]);
    });
  });

  describe("is retired", () => {
    it("and is offered and asked of nobody any more; who did it keeps it", async () => {
      const done = await addGuardian("active");
      const training = await addGuardian("training");
      await recordCompletion(manager, { personId: done.personId, courseId, completedOn: "2026-11-20" });
      expect(await retireCourse(manager, { courseId })).toEqual({ id: courseId, retiredAt: NOW });
      expect(await courseList(manager)).toEqual([]);
      expect(await coursePage(manager, courseId)).toMatchObject({ retiredAt: NOW, total: 1 });
      expect(await personCourses(manager, done.personId)).toMatchObject([{ code: "TM-101", standing: "done" }]);
      expect(await training.standing()).toBe("active");
      const again = { personId: training.personId, courseId, completedOn: "2026-11-20" };
      await expect(recordCompletion(manager, again)).rejects.toBeInstanceOf(Conflict);
      expect((await recorded(db())).slice(2)).toMatchObject([
        { type: "course.retired", subject: ["course", courseId], data: { courseId } },
        { type: "guardian.moved" },
      ]);
    });

    it("once; then nothing is changed of it", async () => {
      await retireCourse(manager, { courseId });
      const refusal = new Conflict("Threat modelling is retired and cannot be changed.");
      await expect(retireCourse(manager, { courseId })).rejects.toThrow(refusal);
      await expect(editCourse(manager, { courseId, title: "Again" })).rejects.toThrow(refusal);
      await expect(retireCourse(manager, { courseId: 999 })).rejects.toBeInstanceOf(NotFound);
      expect(await recordedTypes(db())).toEqual(["course.added", "course.retired"]);
    });

    it("only when no belt asks for it, as its page says", async () => {
      const retiring = async () => (await oneCoursePage(manager, courseId, {})).retiring;
      const nothing = { reviewsInvolved: 1 };
      const criteria = { white: nothing, yellow: nothing, green: nothing, black: nothing };
      await publishCriteria(manager, { criteria: { ...criteria, yellow: { requiredCourses: ["TM-101"] } } });
      const reason = "The criteria of the yellow belt require TM-101. Publish criteria without it first.";
      await expect(retireCourse(manager, { courseId })).rejects.toThrow(new Conflict(reason));
      expect(await retiring()).toEqual({ allowed: false, because: "state", reason });
      await publishCriteria(manager, { criteria });
      expect(await retiring()).toEqual(ALLOWED);
      expect(await retireCourse(manager, { courseId })).toMatchObject({ id: courseId });
    });
  });

  it.each(["security_engineer", "admin", "auditor"] as const)("is not changed by a %s", async (role) => {
    const ctx = context(db(), await rows.addPerson(db(), { roles: [role] }));
    await expect(editCourse(ctx, { courseId, title: "Mine" })).rejects.toBeInstanceOf(Forbidden);
    await expect(retireCourse(ctx, { courseId })).rejects.toBeInstanceOf(Forbidden);
  });
});
