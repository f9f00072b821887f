import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import { activities, events, findings, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Event } from "#lib/event-types/vocabulary.ts";
import { record } from "#lib/events/record.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { readQuery } from "#lib/metrics/read-query.ts";
import { keptMetrics } from "#lib/metrics/recent-metrics.ts";
import { at, context } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const Q2 = { submitted: "2026-05-04T09:00:00Z", decided: "2026-05-14T09:00:00Z" };
const Q3 = { submitted: "2026-08-03T09:00:00Z", decided: "2026-08-06T09:00:00Z" };
const NOW = { submitted: "2026-11-02T09:00:00Z", decided: "2026-11-04T09:00:00Z" };

describe("numbers of quarters that are over", () => {
  const db = useDatabase();
  let ctx: Context;
  let house: { teamId: number; serviceId: number };
  let minutes = 0;

  beforeEach(async () => {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    house = { teamId, serviceId: await addService(db(), { teamId }) };
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    ctx = context(db(), manager);
    await happened({
      type: "person.added",
      subject: { kind: "person", id: manager.personId },
      data: { personId: manager.personId },
    });
  });

  /** Each look is two minutes after the one before: a whole answer is kept for one. */
  function later(): Context {
    minutes += 2;
    return at(ctx, new Date(Date.UTC(2026, 10, 25, 9, minutes)));
  }

  async function kept(quarter: string) {
    const asked = await readQuery(later(), { quarter });
    return keptMetrics(later(), asked);
  }

  const happened = (event: Event) => record(later(), event);
  const n = async (quarter: string) => (await kept(quarter)).leadTime.n;

  it("are counted once a day, and the answer says when", async () => {
    await addSubmitted(db(), { ...Q3, ...house });
    const first = await kept("2026-Q3");
    expect(first.endedAsOf).toBe(first.asOf);
    await addSubmitted(db(), { ...Q3, ...house });
    const again = await kept("2026-Q3");
    expect(again).toMatchObject({ leadTime: { n: 1 }, endedAsOf: first.asOf });
    const tomorrow = at(ctx, "2026-11-26T00:01:00Z");
    expect(await keptMetrics(tomorrow, await readQuery(tomorrow, { quarter: "2026-Q3" }))).toMatchObject({
      leadTime: { n: 2 },
      endedAsOf: "2026-11-26T00:01:00.000Z",
    });
  });

  it("leave a running quarter alone whose first month is not over", async () => {
    for (const minute of ["01", "05"]) {
      const january = at(ctx, `2027-01-15T09:${minute}:00Z`);
      const { figures } = await keptMetrics(january, await readQuery(january, {}));
      const hours = figures.find(({ id }) => id === "M12")?.quarters.at(-1);
      expect(hours).toMatchObject({ quarter: { key: "2027-Q1" }, state: "none", n: 0 });
    }
  });

  it("stay when something happens to a review of this quarter, which is counted again", async () => {
    await addSubmitted(db(), { ...Q3, ...house });
    const reviewId = await addSubmitted(db(), { ...NOW, ...house });
    expect([await n("2026-Q3"), await n("2026-Q4")]).toEqual([1, 1]);
    for (const quarter of [Q3, NOW]) await addSubmitted(db(), { ...quarter, ...house });
    await happened({ type: "review.closed", subject: { kind: "review", id: reviewId }, data: { launchedOn: null } });
    expect([await n("2026-Q3"), await n("2026-Q4")]).toEqual([1, 2]);
  });

  it("are counted again from the quarter on in which a review was first submitted when something happens to it", async () => {
    await addSubmitted(db(), { ...Q2, ...house });
    const reviewId = await addSubmitted(db(), { ...Q3, ...house });
    expect([await n("2026-Q2"), await n("2026-Q3")]).toEqual([1, 1]);
    for (const quarter of [Q2, Q3]) await addSubmitted(db(), { ...quarter, ...house });
    await happened({ type: "review.closed", subject: { kind: "review", id: reviewId }, data: { launchedOn: null } });
    expect([await n("2026-Q2"), await n("2026-Q3")]).toEqual([1, 2]);
  });

  it("are all counted again when something changes that reviews do not hold", async () => {
    const { teamId } = house;
    await addSubmitted(db(), { ...Q2, ...house });
    expect(await n("2026-Q2")).toBe(1);
    await addSubmitted(db(), { ...Q2, ...house });
    await happened({ type: "team.added", subject: { kind: "team", id: teamId }, data: { teamId } });
    expect(await n("2026-Q2")).toBe(2);
  });

  it("stay when someone signs in, reads, exports or sets a goal", async () => {
    await addSubmitted(db(), { ...Q2, ...house });
    expect(await n("2026-Q2")).toBe(1);
    await addSubmitted(db(), { ...Q2, ...house });
    const program = { kind: "program", id: 1 } as const;
    await happened({ type: "session.ended", subject: { kind: "session", id: 1 }, data: { personId: 1 } });
    await happened({ type: "goal.set", subject: program, data: { goalId: 1, metric: "M1" } });
    await happened({ type: "data.exported", subject: program, data: { what: "chart", format: "csv", count: 6 } });
    expect(await n("2026-Q2")).toBe(1);
  });

  it("are counted again from the day on for which hours were logged", async () => {
    const personId = await addPerson(db(), { teamId: house.teamId, guardian: true });
    await addSubmitted(db(), { ...Q2, ...house });
    await addSubmitted(db(), { ...Q3, ...house });
    expect([await n("2026-Q2"), await n("2026-Q3")]).toEqual([1, 1]);
    for (const quarter of [Q2, Q3]) await addSubmitted(db(), { ...quarter, ...house });
    const [logged] = await db()
      .insert(activities)
      .values({ personId: personId.personId, type: "support", minutes: 60, onDate: "2026-09-30", createdAt: ctx.now })
      .returning({ id: activities.id });
    await happened({
      type: "activity.logged",
      subject: { kind: "person", id: personId.personId },
      data: { activityId: logged?.id ?? 0, personId: personId.personId, activity: "support", minutes: 60 },
    });
    expect([await n("2026-Q2"), await n("2026-Q3")]).toEqual([1, 2]);
  });

  it("see an event that another transaction wrote first and committed last", async () => {
    const reviewId = await addSubmitted(db(), { ...Q3, ...house });
    const [reserved] = await rowsOf<{ id: number }>(
      db(),
      sql`select nextval(pg_get_serial_sequence('events', 'id'))::int as id`,
    );
    const signedOut: Event = { type: "session.ended", subject: { kind: "session", id: 1 }, data: { personId: 1 } };
    await happened(signedOut);
    expect(await n("2026-Q3")).toBe(1);
    await addSubmitted(db(), { ...Q3, ...house });
    await db()
      .insert(events)
      .overridingSystemValue()
      .values({
        id: reserved?.id ?? 0,
        at: later().now,
        type: "review.closed",
        actorKind: "system",
        subjectKind: "review",
        subjectId: reviewId,
        data: {},
        requestId: "late",
      });
    await happened(signedOut);
    expect(await n("2026-Q3")).toBe(2);
  });

  it("do not stand as a slow reader, or one whose clock is behind, counted them before a fact that is known already", async () => {
    await addSubmitted(db(), { ...Q3, ...house });
    const { teamId } = house;
    const before = later();
    await addSubmitted(db(), { ...Q3, ...house, decided: later().now.toISOString() });
    await happened({ type: "team.added", subject: { kind: "team", id: teamId }, data: { teamId } });
    const countedAt = async (ctx: Context) => keptMetrics(ctx, await readQuery(ctx, { quarter: "2026-Q3" }));
    // Nobody has looked since, then someone has: neither keeps what is counted as of before.
    expect((await countedAt(before)).leadTime).toMatchObject({ decided: 1, open: 1 });
    expect((await kept("2026-Q3")).leadTime).toMatchObject({ decided: 2, open: 0 });
    await happened({ type: "team.added", subject: { kind: "team", id: teamId }, data: { teamId } });
    expect((await kept("2026-Q3")).leadTime).toMatchObject({ decided: 2, open: 0 });
    expect((await countedAt(before)).leadTime).toMatchObject({ decided: 1, open: 1 });
    expect((await kept("2026-Q3")).leadTime).toMatchObject({ decided: 2, open: 0 });
  });

  it("are those of the time zone that they are asked for in", async () => {
    await addSubmitted(db(), { ...Q3, ...house, submitted: "2026-09-30T20:00:00Z", decided: "2026-10-06T09:00:00Z" });
    const asked = await readQuery(later(), { quarter: "2026-Q3" });
    expect((await keptMetrics(later(), asked)).leadTime.n).toBe(1);
    expect((await keptMetrics(later(), { ...asked, timeZone: "Asia/Tokyo" })).leadTime.n).toBe(0);
  });

  it("are the same as counted from rows, of every metric, after each of many changes", async () => {
    const ids: number[] = [];
    for (const times of [Q2, Q3, NOW, Q3, Q2]) ids.push(await addSubmitted(db(), { ...times, ...house }));
    const draft = { submitted: Q3.submitted, firstSubmittedAt: null, state: "draft" } as const;
    ids.push(await addSubmitted(db(), { ...draft, ...house }));
    for (const [index, id] of ids.entries()) {
      const found = [Q2, Q3, NOW, Q3, Q2, Q3][index]?.submitted ?? "";
      await addFinding(db(), id, { at: found, severity: index % 2 ? "high" : "low" });
      await happened({
        type: "finding.raised",
        subject: { kind: "review", id },
        data: { findingId: index + 1, severity: "high", blocking: false },
      });
      await db().update(findings).set({ firstSeverity: "high" }).where(eq(findings.reviewId, id));
      const data = { findingId: index + 1, from: "low", to: "high" } as const;
      await happened({ type: "finding.rerated", subject: { kind: "review", id }, data });
      await db().update(reviews).set({ launchedOn: "2026-11-20" }).where(eq(reviews.id, id));
      await happened({ type: "review.launched", subject: { kind: "review", id }, data: { launchedOn: "2026-11-20" } });
      for (const quarter of ["2026-Q2", "2026-Q3", "2026-Q4"]) {
        const found = await kept(quarter);
        const counted = await metricsOf(at(ctx, found.asOf), { quarter });
        expect(found).toEqual({ ...counted, endedAsOf: found.endedAsOf });
      }
    }
  });

  it("stand behind a goal too", async () => {
    await addSubmitted(db(), { ...Q3, ...house });
    const goal = { id: 1, metric: "M3", organisation: null, dueOn: "2026-12-31" };
    expect((await goalValues(later(), [goal]))[1]).toMatchObject({ value: 0, n: 1 });
    await addSubmitted(db(), { ...Q3, ...house });
    expect((await goalValues(later(), [goal]))[1]).toMatchObject({ value: 0, n: 1 });
  });
});
