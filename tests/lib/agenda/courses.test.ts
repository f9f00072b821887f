import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { completions, courses, events, guardianships } from "#db/schema/index.ts";
import { courseNeeds } from "#lib/agenda/program-needs.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { GUARDIAN_STATES, type GuardianState, TAKES_COURSES } from "#lib/guardians/rules.ts";
import { trainingPage } from "#lib/pages/training-page.ts";
import { announceCourses } from "#lib/training/announce-courses.ts";
import { context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam } from "#tests/support/people.ts";

describe("a course that someone lacks", () => {
  const db = useDatabase();
  let guardian: Context & { actor: PersonActor };

  beforeEach(async () => {
    guardian = context(db(), await addPerson(db(), { guardian: true, teamId: await addTeam(db()) }));
  });

  async function addCourse(title: string, parts: Partial<typeof courses.$inferInsert> = {}): Promise<number> {
    const row = { code: title, title, minutes: 60, required: true, createdAt: NOW, ...parts };
    const [course] = await db().insert(courses).values(row).returning({ id: courses.id });
    return course?.id ?? 0;
  }

  async function done(courseId: number, expiresOn: string): Promise<void> {
    const row = { personId: guardian.actor.personId, courseId, completedOn: "2025-11-01", expiresOn, createdAt: NOW };
    await db().insert(completions).values(row);
  }

  const needs = async () =>
    (await courseNeeds(guardian)).map(({ thing, due, overdue, note }) => [thing, due, overdue, note]);

  it("is on the home page of those who have to hold it: required, on offer, and not held", async () => {
    await addCourse("Never done");
    await done(await addCourse("Expired"), "2026-11-24");
    await done(await addCourse("Held"), "2026-11-25");
    await done(await addCourse("Optional", { required: false }), "2026-11-01");
    await done(await addCourse("Retired", { retiredAt: NOW }), "2026-11-01");
    expect(await needs()).toEqual([
      ["Never done", null, false, "required"],
      ["Expired", "2026-11-24", true, "completion expired"],
    ]);
  });

  it.each(GUARDIAN_STATES)("is due on the page of courses where home asks for it, of who is %s", async (state) => {
    await db().update(guardianships).set({ state }).where(eq(guardianships.personId, guardian.actor.personId));
    await addCourse("Never done");
    await done(await addCourse("Expired"), "2026-11-24");
    await done(await addCourse("Optional", { required: false }), "2026-11-01");
    await done(await addCourse("Retired", { retiredAt: NOW }), "2026-11-01");
    const { mine } = await trainingPage(guardian);
    const due = mine.filter(({ standing }) => standing === "due" || standing === "expired");
    const asked = await courseNeeds(guardian);
    expect(due.map(({ title }) => title).sort()).toEqual(asked.map(({ thing }) => thing).sort());
  });

  async function isToldIn(state: GuardianState): Promise<[needs: number, told: number]> {
    await db().update(guardianships).set({ state }).where(eq(guardianships.personId, guardian.actor.personId));
    await announceCourses(systemContext(db()));
    const told = await db().select().from(events).where(eq(events.type, "training.fell-due"));
    return [(await needs()).length, told.length];
  }

  it.each(GUARDIAN_STATES)("is said at home as it is told in the inbox to who is %s", async (state) => {
    await done(await addCourse("Expired"), "2026-11-01");
    const taken = (TAKES_COURSES as readonly GuardianState[]).includes(state) ? 1 : 0;
    expect(await isToldIn(state)).toEqual([taken, taken]);
  });
});
