import { beforeEach, describe, expect, it } from "vitest";
import { activities, completions, courses } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { takeSnapshot } from "#lib/newsletters/take-snapshot.ts";
import { editTeam } from "#lib/teams/edit-team.ts";
import { at, context } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";

const OVER = "2026-Q3";
const RUNNING = "2026-Q4";
const IDS = ["M12", "M13", "M17", "M18"] as const;
const HIDDEN = {
  M12: "suppressed",
  M13: "suppressed",
  M14: "suppressed",
  M17: "suppressed",
  M18: "suppressed",
  idle: false,
};
const SHOWN = { M12: "shown", M13: "shown", M14: "shown", M17: "shown", M18: "shown", idle: true };

describe("values about people, after a team has moved", () => {
  const db = useDatabase();
  let manager: Context;
  let courseId: number;
  let serviceId: number;
  let [from, to, other] = [0, 0, 0];
  let minutes = 0;

  beforeEach(async () => {
    await seedProgram(db());
    manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const [course] = await db()
      .insert(courses)
      .values({ code: "TM", title: "Threat modelling", minutes: 60, required: true, createdAt: LONG_AGO })
      .returning();
    courseId = course?.id ?? 0;
    serviceId = await addService(db());
    [from, to, other] = [await addOrganisation(db()), await addOrganisation(db()), await addOrganisation(db())];
    for (const organisationId of [from, to, other]) await teamOf(organisationId, 6);
  });

  /** A team with so many guardians, each of whom holds the course, did a review and logged hours on it. */
  async function teamOf(organisationId: number, count: number): Promise<number> {
    const teamId = await addTeam(db(), { organisationId });
    for (let index = 0; index < count; index += 1) {
      const { personId } = await addPerson(db(), { teamId, guardian: true });
      const reviewerId = (await addPerson(db(), { roles: ["security_engineer"] })).personId;
      const people = { guardianId: personId, guardianAtSubmitId: personId, reviewerId };
      const when = { submitted: "2026-08-02T00:00:00Z", decided: "2026-08-10T00:00:00Z" };
      const reviewId = await addSubmitted(db(), { ...when, teamId, serviceId, ...people });
      await addFinding(db(), reviewId, { at: "2026-08-06T00:00:00Z", raisedById: personId, finder: "guardian" });
      const own = { personId, createdAt: LONG_AGO };
      await db()
        .insert(completions)
        .values({ ...own, courseId, completedOn: "2026-02-01" });
      await db()
        .insert(activities)
        .values({ ...own, type: "review", minutes: 60 + index, onDate: "2026-08-05", reviewId });
    }
    return teamId;
  }

  /** A later moment than any before: answers are kept until something is recorded. */
  function later(): Context {
    minutes += 2;
    return at(manager, new Date(Date.UTC(2026, 10, 25, 9, minutes)));
  }

  async function states(organisationId: number | null, quarter = OVER) {
    const scope = organisationId === null ? {} : { organisation: String(organisationId) };
    const found = await recentMetrics(later(), { quarter, ...scope });
    const figures = IDS.map((id) => [id, found.figures.find((each) => each.id === id)?.quarters.at(-1)?.state]);
    return { ...Object.fromEntries(figures), M14: found.training.state, idle: found.involvement.idle !== null };
  }

  it("are hidden of both organisations where it has one to four of the people, and shown of others and the program", async () => {
    const teamId = await teamOf(from, 1);
    for (const id of [from, to, other, null]) expect(await states(id)).toEqual(SHOWN);
    await editTeam(later(), { teamId, organisationId: to });
    expect([await states(from), await states(to)]).toEqual([HIDDEN, HIDDEN]);
    expect([await states(other), await states(null)]).toEqual([SHOWN, SHOWN]);
  });

  it("stay hidden when it moves back, and on", async () => {
    const teamId = await teamOf(from, 1);
    await editTeam(later(), { teamId, organisationId: to });
    await editTeam(later(), { teamId, organisationId: from });
    expect([await states(from), await states(to), await states(other)]).toEqual([HIDDEN, HIDDEN, SHOWN]);
    await editTeam(later(), { teamId, organisationId: other });
    expect([await states(from), await states(to), await states(other)]).toEqual([HIDDEN, HIDDEN, HIDDEN]);
  });

  it("are shown where it has five or nobody, with today's teams", async () => {
    const [teamId, empty] = [await teamOf(from, 5), await teamOf(from, 0)];
    await editTeam(later(), { teamId, organisationId: to });
    await editTeam(later(), { teamId: empty, organisationId: to });
    expect([await states(from), await states(to), await states(other)]).toEqual([SHOWN, SHOWN, SHOWN]);
    const { training } = await metricsOf(later(), { quarter: OVER, organisation: String(to) });
    expect(training).toMatchObject({ n: 11, complete: 11 });
  });

  it("are shown where it moved before the quarter began", async () => {
    const teamId = await teamOf(from, 1);
    await editTeam(at(manager, "2026-06-30T23:59:59.999Z"), { teamId, organisationId: to });
    for (const quarter of [OVER, RUNNING]) {
      for (const id of [from, to]) expect(await states(id, quarter)).toMatchObject({ M14: "shown", M17: "shown" });
    }
  });

  it("tell of a quarter that is over no more than what was shown while it ran", async () => {
    const teamId = await teamOf(from, 1);
    const trained = async (moment: string) => {
      const asked = { quarter: RUNNING, organisation: String(from) };
      return (await metricsOf(at(manager, moment), asked)).training;
    };
    expect(await trained("2026-12-30T09:00:00Z")).toMatchObject({ state: "shown", n: 7, complete: 7 });
    await editTeam(at(manager, "2026-12-31T09:00:00Z"), { teamId, organisationId: to });
    expect(await trained("2026-12-31T10:00:00Z")).toMatchObject({ state: "suppressed" });
    expect(await trained("2027-01-02T09:00:00Z")).toMatchObject({ state: "suppressed", n: null });
  });

  it("are hidden of both organisations in the quarter that runs where it moved since that began", async () => {
    const teamId = await teamOf(from, 1);
    for (const id of [from, to]) expect(await states(id, RUNNING)).toMatchObject({ M14: "shown", M17: "shown" });
    await editTeam(at(manager, "2026-10-01T00:00:00.000Z"), { teamId, organisationId: to });
    for (const id of [from, to]) {
      expect(await states(id, RUNNING)).toMatchObject({ M14: "suppressed", M17: "suppressed" });
    }
    for (const id of [other, null]) expect(await states(id, RUNNING)).toMatchObject({ M14: "shown", M17: "shown" });
  });

  it("are shown of the program alone where an event of before does not say where it was", async () => {
    const teamId = await teamOf(to, 1);
    const subject = { kind: "team", id: teamId } as const;
    await record(later(), { type: "team.edited", subject, data: { teamId, fields: ["name"] } });
    expect(await states(to)).toEqual(SHOWN);
    await record(later(), { type: "team.edited", subject, data: { teamId, fields: ["organisationId"] } });
    expect([await states(from), await states(to), await states(other)]).toEqual([HIDDEN, HIDDEN, HIDDEN]);
    expect(await states(null)).toEqual(SHOWN);
  });

  it("are frozen in a letter as they were, and in none that is drafted after", async () => {
    const teamId = await teamOf(from, 1);
    const before = await takeSnapshot(later(), from, OVER);
    await editTeam(later(), { teamId, organisationId: to });
    expect(before.figures.now.training).toMatchObject({ state: "shown", n: 7 });
    expect((await takeSnapshot(later(), from, OVER)).figures.now.training.state).toBe("suppressed");
  });
});
