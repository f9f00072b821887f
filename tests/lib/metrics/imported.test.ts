import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { isImported } from "#db/conditions/reviews.ts";
import { reviewDecisions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { leadTimes } from "#lib/metrics/cohort.ts";
import { factsOf } from "#lib/metrics/facts/facts-of.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at } from "#tests/support/actors.ts";
import { addFinding } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, approved, type Cast, submitted } from "#tests/support/reviews.ts";

const DAY = 86_400;
const HEADER = "change_id,submitted_at,decided_at,cancelled_at,team,guardian,tier,type,findings\n";
const OCTOBER = `${HEADER}C-1,2026-10-02T00:00:00Z,2026-10-06T00:00:00Z,,,yes,high,feature,2
C-2,2026-10-03T00:00:00Z,,2026-10-13T00:00:00Z,,no,high,feature,
C-3,2026-10-04T00:00:00Z,,,,yes,low,change,1
C-4,2026-10-05T00:00:00Z,,,,,,,
`;
const LATER = `${HEADER}C-3,2026-10-04T00:00:00Z,2026-11-03T00:00:00Z,,,yes,low,change,4\n`;

describe("imported reviews in the numbers", () => {
  const db = useDatabase();
  let [cast, manager]: [Cast, Context] = [] as never;

  const imports = (content: string, on: string) =>
    importPastReviews(at(manager, on), { fileName: "tracker.csv", content, dryRun: false });
  const lead = async (on: string, asOf?: string) => {
    const { leadTime } = await metricsOf(at(manager, on), { quarter: "2026-Q4", ...(asOf ? { asOf } : {}) });
    const { n, imported, decided, open, cancelled } = leadTime;
    return { n, imported, decided, open, cancelled };
  };
  const secondsOf = async (on: string) => {
    const { reviews } = await metricRows(at(manager, on), "M1", { quarter: "2026-Q4" });
    return Object.fromEntries(reviews.map(({ title, seconds, outcome }) => [title.at(-1), [outcome, seconds / DAY]]));
  };

  beforeEach(async () => {
    cast = await addCast(db());
    manager = cast.manager;
  });

  it("count in the lead time as they stood on each day: open, cancelled and decided", async () => {
    await imports(OCTOBER, "2026-10-20T00:00:00Z");
    const on = "2026-12-01T00:00:00Z";
    expect(await lead(on, "2026-10-02")).toEqual({ n: 1, imported: 1, decided: 0, open: 1, cancelled: 0 });
    expect(await lead(on, "2026-10-05")).toEqual({ n: 4, imported: 4, decided: 0, open: 4, cancelled: 0 });
    expect(await lead(on, "2026-10-07")).toEqual({ n: 4, imported: 4, decided: 1, open: 3, cancelled: 0 });
    expect(await lead(on, "2026-10-15")).toEqual({ n: 4, imported: 4, decided: 1, open: 2, cancelled: 1 });
    expect(await lead(on)).toEqual({ n: 4, imported: 4, decided: 1, open: 2, cancelled: 1 });
  });

  it("are open no longer than a file last said so, whatever the day", async () => {
    await imports(OCTOBER, "2026-10-20T00:00:00Z");
    const known = { 1: ["decided", 4], 2: ["cancelled", 10], 3: ["open", 16], 4: ["open", 15] };
    expect(await secondsOf("2026-10-20T00:00:00Z")).toEqual(known);
    expect(await secondsOf("2026-12-01T00:00:00Z")).toEqual(known);
    await imports(LATER, "2026-12-02T00:00:00Z");
    expect(await secondsOf("2026-12-03T00:00:00Z")).toEqual({ ...known, 3: ["decided", 30] });
    // The curve is made of the same as the rows.
    const ctx = at(manager, "2026-12-03T00:00:00Z");
    const edges = [new Date("2026-10-01T00:00:00Z"), ctx.now];
    const [times = []] = await leadTimes(ctx, factsOf(ctx), PROGRAM_SCOPE, { edges, asOf: ctx.now });
    expect(times.find(({ outcome }) => outcome === "decided")?.seconds.toSorted((a, b) => a - b)).toEqual([
      4 * DAY,
      30 * DAY,
    ]);
  });

  it("have the findings of their file and those that were raised here, in their rows as in the rate", async () => {
    await imports(OCTOBER, "2026-10-20T00:00:00Z");
    const ctx = at(manager, "2026-12-01T00:00:00Z");
    const rows = async () => (await metricRows(ctx, "M3", { quarter: "2026-Q4" })).reviews;
    const [later, first] = await rows();
    expect([first?.findings, later?.findings]).toEqual([2, 1]);
    await addFinding(db(), first?.id ?? 0, { at: "2026-11-01T00:00:00Z" });
    expect((await rows()).map(({ findings }) => findings)).toEqual([1, 3]);
    const { findings } = await metricsOf(ctx, { quarter: "2026-Q4" });
    expect(findings).toMatchObject({ n: 2, findings: 4, rate: 2 });
    const unknown = (await metricRows(ctx, "M1", { quarter: "2026-Q4" })).reviews.find(({ title }) =>
      title.endsWith("4"),
    );
    expect(unknown?.findings).toBeNull();
  });

  it("are in no backlog: how many are left out is said, now and of a day of the past", async () => {
    await submitted(cast);
    await imports(OCTOBER, "2026-11-26T00:00:00Z");
    const backlog = async (asOf?: string) => {
      const asked = asOf ? { asOf } : {};
      const { n, elsewhere } = (await metricsOf(at(manager, "2026-12-01T00:00:00Z"), asked)).backlog;
      return { n, elsewhere };
    };
    expect(await backlog()).toEqual({ n: 1, elsewhere: 2 });
    expect(await backlog("2026-10-07")).toEqual({ n: 0, elsewhere: 3 });
    const { total } = await metricRows(at(manager, "2026-12-01T00:00:00Z"), "M6", {});
    expect(total).toBe(1);
  });

  it("without a team count for the program, and move no number of a team", async () => {
    await approved(cast);
    const team = { team: String(cast.teamId) };
    const ctx = at(manager, "2026-12-01T00:00:00Z");
    const [before, program] = [await metricsOf(ctx, team), await metricsOf(ctx, {})];
    await imports(OCTOBER, "2026-11-26T00:00:00Z");
    const { effect: _, ...after } = await metricsOf(ctx, team);
    const { effect: __, ...then } = before;
    expect(after).toEqual(then);
    expect((await metricsOf(ctx, {})).leadTime.n).toBe(program.leadTime.n + 4);
  });

  it("that are opened again and decided here are behind a number exactly where it counts them", async () => {
    await approved(cast);
    await submitted(cast);
    await imports(OCTOBER, "2026-11-26T00:00:00Z");
    const ctx = at(manager, "2026-12-01T00:00:00Z");
    const [past] = await db()
      .select({ id: reviews.id, sequence: reviews.sequence })
      .from(reviews)
      .where(and(eq(reviews.state, "approved"), isImported()));
    if (!past) throw new Error("One of the file was decided");
    const { id: reviewId, sequence } = past;
    await reopenReview(ctx, reviewId, { sequence, reason: "Another export" });
    await db()
      .insert(reviewDecisions)
      .values({
        ...{ reviewId, cycle: 2, revision: 1, outcome: "approved" as const },
        digest: "",
        seen: {},
        decidedAt: ctx.now,
      });
    const { leadTime, findings, involvement, backlog, figures } = await metricsOf(ctx, {});
    const counted = new Map([
      ...figures.map(({ id, quarters }): [string, number | null | undefined] => [id, quarters.at(-1)?.n]),
      ...Object.entries({ M1: leadTime.n, M3: findings.n, M6: backlog.n, M10: involvement.n }),
    ]);
    for (const id of ["M1", "M3", "M3b", "M4", "M6", "M7", "M8", "M10", "M19", "M20", "M23"]) {
      expect({ id, n: (await metricRows(ctx, id, {})).total }).toEqual({ id, n: counted.get(id) });
    }
  });

  it("are left out of the time to release also where their file says when they were launched", async () => {
    await imports("submitted_at,decided_at,launch\n2026-10-02,2026-10-06,2026-10-08\n", "2026-11-26T00:00:00Z");
    const { figures } = await metricsOf(at(manager, "2026-12-01T00:00:00Z"), {});
    expect(figures.find(({ id }) => id === "M20")?.quarters.at(-1)).toMatchObject({ n: 0 });
    expect(metricDefinition("M20").window).toContain("Imported reviews are excluded");
  });

  it("say of findings what their file states, and nothing of involvement, turns, approvals and launches", async () => {
    const ctx = at(manager, "2026-12-01T00:00:00Z");
    const before = await metricsOf(ctx, {});
    await imports(OCTOBER, "2026-11-26T00:00:00Z");
    const { findings, involvement, escapes, figures } = await metricsOf(ctx, {});
    expect(findings).toMatchObject({ n: 2, imported: 2, leftOut: 2, stated: 3, rate: 1.5 });
    expect(involvement).toMatchObject({ n: 0, leftOut: 1 });
    expect(escapes).toEqual(before.escapes);
    const others = (all: typeof figures) => all.filter(({ id }) => id !== "M4");
    expect(others(figures)).toEqual(others(before.figures));
    const rows = (await metricRows(ctx, "M1", {})).reviews;
    expect(rows.map(({ arm, imported, guardian }) => [arm, imported, guardian])).toEqual([
      ["none", true, null],
      ["guardian", true, null],
      ["none", true, null],
      ["guardian", true, null],
    ]);
  });
});
