import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  completions,
  courses,
  guardianMoves,
  guardianships,
  organisations,
  reviewDecisions,
  reviewImports,
  reviewStates,
  reviews,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { chartFile } from "#lib/metrics/chart-file.ts";
import { goalValues, measuredNow } from "#lib/metrics/goal-value.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { metricsOutput } from "#lib/metrics/output.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { setMeasuredGoal } from "#lib/metrics/set-measured-goal.ts";
import { goals } from "#lib/program/queries.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, approved as approvedOf } from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

const DAY = 86_400;
describe("the metrics of a quarter", () => {
  const db = useDatabase();

  /** A team with a service, a guardian and a manager who sees everything. */
  async function house(parts: Parameters<typeof seedProgram>[1] = {}) {
    await seedProgram(db(), parts);
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    const serviceId = await addService(db(), { teamId });
    const guardian = await addPerson(db(), { teamId, guardian: true });
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    return { organisationId, teamId, serviceId, guardian, ctx: context(db(), manager) };
  }

  describe("lead time (M1)", () => {
    it("is Kaplan–Meier over the submit cohort: open reviews are censored at as-of, cancelled ones at their cancel", async () => {
      const { ctx, teamId, serviceId } = await house();
      for (let day = 1; day <= 8; day++) {
        const decided = `2026-10-${String(10 + day).padStart(2, "0")}T00:00:00Z`;
        await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", decided, teamId, serviceId });
      }
      await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", teamId, serviceId });
      await addSubmitted(db(), {
        submitted: "2026-10-10T00:00:00Z",
        state: "cancelled",
        endedAt: new Date("2026-10-12T00:00:00Z"),
        teamId,
        serviceId,
      });
      const { leadTime } = await metricsOf(ctx, { quarter: "2026-Q4" });
      expect(leadTime).toMatchObject({ n: 10, decided: 8, open: 1, cancelled: 1, cancelledShare: 0.1 });
      // Ten at risk, then 9, then 8 with the cancelled one gone after its tie: the curve is at 0.46 after the fifth day.
      expect(leadTime.median).toMatchObject({ value: 5 * DAY, state: "shown" });
      expect(leadTime.p90).toMatchObject({ value: null, state: "not_reached" });
      expect(leadTime.p75).toEqual({
        ...{ value: null, atRisk: expect.any(Number), state: "hidden" },
        ...{ low: null, high: null },
      });
    });

    it("knows nothing of what happened after as-of", async () => {
      const { ctx, teamId, serviceId } = await house();
      await addSubmitted(db(), {
        submitted: "2026-07-10T00:00:00Z",
        decided: "2026-07-20T00:00:00Z",
        teamId,
        serviceId,
      });
      await addSubmitted(db(), { submitted: "2026-07-16T00:00:00Z", teamId, serviceId });
      const early = await metricsOf(ctx, { quarter: "2026-Q3", asOf: "2026-07-14" });
      expect(early.leadTime).toMatchObject({ n: 1, decided: 0, open: 1 });
      const late = await metricsOf(ctx, { quarter: "2026-Q3" });
      expect(late.leadTime).toMatchObject({ n: 2, decided: 1, open: 1 });
    });

    it("counts a review that follows a rejected one from the day on which it came", async () => {
      const { ctx, teamId, serviceId } = await house();
      const submitted = "2026-01-10T00:00:00Z";
      const rejected = await addSubmitted(db(), {
        ...{ submitted, decided: "2026-02-01T00:00:00Z", state: "rejected" },
        ...{ teamId, serviceId },
      });
      const next = await addSubmitted(db(), { submitted, previousReviewId: rejected, teamId, serviceId });
      await db()
        .insert(reviewStates)
        .values({ reviewId: next, state: "submitted", fromAt: new Date("2026-05-05T09:00:00Z") });
      const on = async (asOf: string) => {
        const asked = { quarter: "2026-Q1", asOf };
        const { leadTime, findings } = await metricsOf(ctx, asked);
        return [leadTime.n, leadTime.open, findings.n, (await metricRows(ctx, "M1", asked)).total];
      };
      expect(await on("2026-05-04")).toEqual([1, 0, 1, 1]);
      expect(await on("2026-05-05")).toEqual([2, 1, 2, 2]);
    });

    it("counts a review that follows a rejected one as open from its own submit, then and now", async () => {
      const { ctx, teamId, serviceId } = await house();
      const of = { submitted: "2026-01-10T00:00:00Z", teamId, serviceId };
      const rejected = await addSubmitted(db(), { ...of, decided: "2026-02-01T00:00:00Z", state: "rejected" });
      const next = await addSubmitted(db(), { ...of, previousReviewId: rejected });
      const fromAt = new Date(NOW.getTime() - 3 * DAY * 1_000);
      await db().insert(reviewStates).values({ reviewId: next, state: "submitted", fromAt });
      expect((await metricsOf(ctx, {})).backlog).toMatchObject({ n: 1, oldest: 3 * DAY });
      expect((await metricRows(ctx, "M6", {})).reviews).toMatchObject([{ id: next, seconds: 3 * DAY }]);
      const asOf = dayIn(new Date(NOW.getTime() - DAY * 1_000), "UTC");
      expect((await metricsOf(ctx, { asOf })).backlog.oldest).toBeLessThan(3 * DAY);
    });

    it("says in how many reviews more may be found", async () => {
      const { ctx, teamId, serviceId } = await house();
      const at = { submitted: "2026-07-10T00:00:00Z", teamId, serviceId };
      await addSubmitted(db(), at);
      await addSubmitted(db(), { ...at, state: "cancelled", endedAt: new Date("2026-07-12T00:00:00Z") });
      await addSubmitted(db(), { ...at, decided: "2026-08-20T12:00:00Z" });
      expect((await metricsOf(ctx, { quarter: "2026-Q3" })).findings).toMatchObject({ n: 3, open: 1 });
      expect((await metricsOf(ctx, { asOf: "2026-08-19" })).findings).toMatchObject({ n: 3, open: 2 });
    });

    it("answers for a day of the past as of its end, with the backlog and the quarter of then, and for no day to come", async () => {
      const { ctx, teamId, serviceId } = await house();
      const one = await addSubmitted(db(), {
        submitted: "2026-05-10T00:00:00Z",
        decided: "2026-05-20T00:00:00Z",
        teamId,
        serviceId,
      });
      const span = (state: "in_review" | "approved", from: string, to: string | null) => ({
        ...{ reviewId: one, state, fromAt: new Date(from), toAt: to === null ? null : new Date(to) },
      });
      await db()
        .insert(reviewStates)
        .values([
          span("in_review", "2026-05-10T00:00:00Z", "2026-05-20T00:00:00Z"),
          span("approved", "2026-05-20T00:00:00Z", null),
        ]);
      const then = await metricsOf(ctx, { asOf: "2026-05-19" });
      expect(then).toMatchObject({ asOf: "2026-05-19T23:59:59.999Z", quarter: { key: "2026-Q2", inProgress: true } });
      expect(then.leadTime).toMatchObject({ n: 1, decided: 0, open: 1 });
      expect(then.backlog).toMatchObject({ n: 1, oldest: 10 * DAY });
      expect((await metricsOf(ctx, { asOf: "2026-05-18" })).backlog).toMatchObject({ n: 1, oldest: 9 * DAY });
      const decided = await metricsOf(ctx, { asOf: "2026-05-20" });
      expect(decided.leadTime).toMatchObject({ n: 1, decided: 1 });
      expect(decided.backlog).toMatchObject({ n: 0 });
      // People are counted as of now, and on no day of the past: not on one after the quarter either.
      const training = async (asOf: string) => (await metricsOf(ctx, { asOf })).training.state;
      for (let index = 0; index < 5; index++) await addPerson(db(), { teamId, guardian: true });
      for (const asOf of ["2026-06-29", "2026-06-30", "2026-11-24"]) expect(await training(asOf)).toBe("past_day");
      expect([await training("2026-11-25"), (await metricsOf(ctx, {})).training.state]).toEqual(["shown", "shown"]);
      const rows = await metricRows(ctx, "M6", { asOf: "2026-05-18" });
      expect([rows.isNow, (await metricRows(ctx, "M6", { asOf: "2026-11-25" })).isNow]).toEqual([false, true]);
      expect(rows.reviews).toMatchObject([{ id: one, outcome: "open", decidedAt: null, seconds: 9 * DAY }]);
      expect((await metricsOf(ctx, { asOf: "2026-11-25" })).asOf).toBe(ctx.now.toISOString());
      await expect(metricsOf(ctx, { asOf: "2026-11-26" })).rejects.toThrow(/is in the future/);
      await expect(metricsOf(ctx, { asOf: "2026-05-18", quarter: "2026-Q3" })).rejects.toThrow(/has not begun/);
      await expect(metricsOf(ctx, { asOf: "yesterday" })).rejects.toThrow(Invalid);
    });

    it("takes quarters in the program's time zone", async () => {
      const { ctx, teamId, serviceId } = await house({ timeZone: "Europe/Berlin" });
      await addSubmitted(db(), { submitted: "2026-06-30T22:30:00Z", teamId, serviceId });
      const metrics = await metricsOf(ctx, { quarter: "2026-Q3" });
      expect(metrics.leadTime.n).toBe(1);
      expect(metrics.quarter).toMatchObject({ start: "2026-06-30T22:00:00.000Z", end: "2026-09-30T22:00:00.000Z" });
      expect((await metricsOf(ctx, { quarter: "2026-Q2" })).leadTime.n).toBe(0);
    });

    it.each([
      ["UTC", "2026-10-01T00:00:00.000Z"],
      ["Asia/Tokyo", "2026-09-30T15:00:00.000Z"],
      ["America/New_York", "2026-10-01T04:00:00.000Z"],
    ])(
      "leaves out of a day of the past what came with the midnight that ends it, in %s",
      async (timeZone, midnight) => {
        const { ctx, teamId, serviceId, organisationId } = await house({ timeZone });
        await addSubmitted(db(), { submitted: "2026-09-10T12:00:00Z", decided: midnight, teamId, serviceId });
        await addSubmitted(db(), { submitted: midnight, teamId, serviceId });
        const late = await addTeam(db(), { organisationId });
        const { personId } = await addPerson(db(), { teamId: late, guardian: true });
        const since = { activeAt: new Date(midnight) };
        await db().update(guardianships).set(since).where(eq(guardianships.personId, personId));
        const on = async (asOf?: string, quarter?: string) => {
          const found = await metricsOf(ctx, { ...(asOf ? { asOf } : {}), ...(quarter ? { quarter } : {}) });
          const covered = found.figures.find(({ id }) => id === "M9")?.quarters.at(-1)?.value;
          const { label, inProgress } = found.quarter;
          const { n, decided } = found.leadTime;
          return { label, inProgress, n, decided, covered, effect: found.effect };
        };
        const last = await on("2026-09-30");
        expect(last).toMatchObject({ label: "2026 Q3", inProgress: false, n: 1, decided: 0, covered: 0.5 });
        // What a guardian changes is known until the same moment, and the quarter is over there, too.
        const end = new Date(Date.parse(midnight) - 1).toISOString();
        expect(last.effect).toMatchObject({ asOf: end, to: { label: "2026 Q3", inProgress: false } });
        expect(await on("2026-10-01")).toMatchObject({
          label: "2026 Q4",
          inProgress: true,
          n: 1,
          decided: 0,
          covered: 1,
        });
        expect(await on("2026-10-01", "2026-Q3")).toMatchObject({ inProgress: false, n: 1, decided: 1, covered: 0.5 });
        expect(await on(undefined, "2026-Q3")).toMatchObject({ inProgress: false, n: 1, decided: 1, covered: 0.5 });
        await expect(on("2026-09-30", "2026-Q4")).rejects.toThrow(/has not begun/);
      },
    );
  });

  describe("findings per review (M3)", () => {
    it("counts valid findings that were medium or higher at first or at the decision, made before the approval", async () => {
      const { ctx, teamId, serviceId, guardian } = await house();
      const at = "2026-10-11T00:00:00Z";
      const common = { submitted: "2026-10-10T00:00:00Z", teamId, serviceId };
      const first = await addSubmitted(db(), { ...common, guardianAtSubmitId: guardian.personId });
      const second = await addSubmitted(db(), common);
      await addSubmitted(db(), common);
      await addFinding(db(), first, { at });
      await addFinding(db(), first, { at, firstSeverity: "low", severity: "low", severityAtDecision: "high" });
      await addFinding(db(), first, { at, firstSeverity: "low", severity: "low" });
      await addFinding(db(), first, { at, state: "invalid", invalidReason: "duplicate" });
      await addFinding(db(), first, { at, escape: true });
      await addFinding(db(), first, { at, finder: "guardian" });
      await addFinding(db(), second, { at, finder: "tool" });
      await addFinding(db(), second, { at });
      const { findings } = await metricsOf(ctx, {});
      expect(findings).toMatchObject({ n: 3, findings: 3, rate: 1, byGuardian: 1, byTool: 1 });
      expect(findings.atLeastOne).toMatchObject({ count: 2, n: 3 });
    });

    it("says nothing of tools where none has reported a finding", async () => {
      const { ctx, teamId, serviceId } = await house();
      const first = await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", teamId, serviceId });
      await addFinding(db(), first, { at: "2026-10-11T00:00:00Z" });
      const metrics = await metricsOf(ctx, {});
      expect(metrics.findings).toMatchObject({ findings: 1, byGuardian: 0, byTool: null });
      const [row] = parse(chartFile(metrics, "findings"), { columns: true }) as Record<string, string>[];
      expect(row).toMatchObject({ findings_by_guardians: "0", findings_by_tools: "" });
    });

    it("takes an imported review by the number its file states, and leaves it out where the file has none", async () => {
      const { ctx } = await house();
      const [file] = await db()
        .insert(reviewImports)
        .values({ fileName: "past.csv", sha256: "0", rows: 2, acceptedAt: NOW })
        .returning();
      const common = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-12T00:00:00Z", importId: file?.id ?? 0 };
      await addSubmitted(db(), { ...common, importedFindings: 3 });
      await addSubmitted(db(), common);
      const { findings } = await metricsOf(ctx, {});
      expect(findings).toMatchObject({ n: 1, leftOut: 1, findings: 3, stated: 3, rate: 3 });
    });
  });

  describe("a review that is opened again", () => {
    it("counts what is found in other evidence, and as escapes what is found in what was approved", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await approvedOf(cast);
      const finding = { title: "The role may read every bucket", severity: "medium", blocking: false } as const;
      const found = async () => {
        const { findings, escapes, leadTime } = await metricsOf(cast.manager, {});
        return { findings: findings.findings, escapes: escapes.recorded, decided: leadTime.decided };
      };
      const late = await raiseFinding(cast.engineer, id, { ...finding, sequence });
      expect(await found()).toEqual({ findings: 0, escapes: 1, decided: 1 });
      const reason = { sequence: late.sequence, reason: "The design changed" };
      const open = await reopenReview(cast.requester, id, reason);
      const same = await raiseFinding(cast.engineer, id, { ...finding, sequence: open.sequence });
      expect(await found()).toEqual({ findings: 0, escapes: 2, decided: 1 });
      const documents = [{ name: "role.json", content: READ_ONE_BUCKET }];
      const changed = await attachDocuments(cast.requester, id, { sequence: same.sequence, documents });
      await raiseFinding(cast.engineer, id, { ...finding, sequence: changed.sequence });
      expect(await found()).toEqual({ findings: 1, escapes: 2, decided: 1 });
      expect(metricDefinition("M1").definition).toContain("A reopened review keeps its first");
      expect(metricDefinition("M3").definition).toContain(
        "escapes (M5). Findings in other evidence of a review reopened before its launch count.",
      );
    });

    it("counts as escapes what is found in a launched change, closed or open again", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await approvedOf(cast);
      const finding = { title: "The role may read every bucket", severity: "medium", blocking: false } as const;
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const closed = await closeReview(cast.engineer, id, { sequence: launched.sequence, reason: "Over" });
      const late = await raiseFinding(cast.engineer, id, { ...finding, sequence: closed.sequence });
      const open = await reopenReview(cast.requester, id, { sequence: late.sequence, reason: "Found late" });
      await raiseFinding(cast.engineer, id, { ...finding, sequence: open.sequence });
      const { findings, escapes, figures } = await metricsOf(cast.manager, {});
      expect([findings.findings, escapes.recorded]).toEqual([0, 2]);
      expect(figures.find(({ id }) => id === "M22")?.quarters.at(-1)).toMatchObject({ value: 0, n: 2 });
    });

    it("is of the backlog from then on, as the row behind it says", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await approvedOf(cast);
      const days = {
        firstSubmittedAt: new Date("2025-10-01T00:00:00Z"),
        firstDecidedAt: new Date("2025-10-11T00:00:00Z"),
      };
      await db().update(reviews).set(days).where(eq(reviews.id, id));
      const opened = at(cast.requester, "2026-11-26T15:30:00Z");
      await reopenReview(opened, id, { sequence, reason: "The design changed" });
      const later = at(cast.manager, "2026-11-28T15:30:00Z");
      expect((await metricsOf(later, {})).backlog).toMatchObject({ n: 1, oldest: 2 * DAY });
      expect((await metricRows(later, "M6", {})).reviews).toMatchObject([{ id, outcome: "open", seconds: 2 * DAY }]);
      const then = { asOf: "2026-11-27" };
      expect((await metricsOf(later, then)).backlog).toMatchObject({ n: 1, oldest: 117_000 });
      expect((await metricRows(later, "M6", then)).reviews).toMatchObject([{ outcome: "open", seconds: 117_000 }]);
      const behindLead = await metricRows(later, "M1", { quarter: "2025-Q4" });
      expect(behindLead.reviews).toMatchObject([{ id, outcome: "decided", seconds: 10 * DAY }]);
    });
  });

  describe("escapes (M5)", () => {
    /** Approved at the start of the quarter before, whose 90 days have passed, or in this one, whose have not. */
    const approved = async (house: { teamId: number; serviceId: number }, at: string) => {
      const reviewId = await addSubmitted(db(), { submitted: "2026-07-01T00:00:00Z", decided: at, ...house });
      await approve(reviewId, at);
      return reviewId;
    };
    const approve = (reviewId: number, at: string) =>
      db()
        .insert(reviewDecisions)
        .values({
          reviewId,
          cycle: 1,
          revision: 1,
          outcome: "approved",
          digest: "0",
          seen: {},
          decidedAt: new Date(at),
        });

    it("are not known until someone has recorded one", async () => {
      const { ctx, teamId, serviceId } = await house();
      await approved({ teamId, serviceId }, "2026-07-05T00:00:00Z");
      const { escapes, noFeed } = await metricsOf(ctx, { quarter: "2026-Q3" });
      expect(escapes).toMatchObject({ state: "no_feed", approvals: 1, rate: null });
      expect(noFeed.map(({ id }) => id)).toEqual(["M5", "M24"]);
    });

    it("are counted within the 90 days of approvals that are old enough, to the last approval before each", async () => {
      const { ctx, teamId, serviceId } = await house();
      const first = await approved({ teamId, serviceId }, "2026-07-05T00:00:00Z");
      await approved({ teamId, serviceId }, "2026-07-06T00:00:00Z");
      await approve(first, "2026-08-20T00:00:00Z");
      await addFinding(db(), first, { at: "2026-07-10T00:00:00Z", escape: true });
      await addFinding(db(), first, { at: "2026-09-10T00:00:00Z", escape: true });
      await addFinding(db(), first, { at: "2026-11-20T00:00:00Z", escape: true });
      await addFinding(db(), first, {
        at: "2026-08-01T00:00:00Z",
        escape: true,
        severity: "low",
        firstSeverity: "low",
      });
      await addFinding(db(), first, { at: "2026-08-01T00:00:00Z", escape: true, state: "invalid" });
      await addFinding(db(), first, { at: "2026-07-03T00:00:00Z" });
      const { escapes, noFeed } = await metricsOf(ctx, { quarter: "2026-Q3" });
      expect(escapes).toMatchObject({ state: "shown", approvals: 3, ripe: 3, escapes: 2, recorded: 3, rate: 2 / 3 });
      expect(noFeed.map(({ id }) => id)).toEqual(["M24"]);
    });

    it("of approvals that are too young are shown as recorded so far, without a rate", async () => {
      const { ctx, teamId, serviceId } = await house();
      const reviewId = await approved({ teamId, serviceId }, "2026-10-10T00:00:00Z");
      await addFinding(db(), reviewId, { at: "2026-10-20T00:00:00Z", escape: true });
      const { escapes } = await metricsOf(ctx, {});
      expect(escapes).toMatchObject({ state: "early", approvals: 1, ripe: 0, recorded: 1, rate: null });
      expect(metricsOutput.shape.escapes.parse(escapes)).toEqual(escapes);
    });

    it("stand in the rows of the rate as it counts them, within the 90 days of an approval of the quarter", async () => {
      const { ctx, teamId, serviceId } = await house();
      const one = await approved({ teamId, serviceId }, "2026-07-05T00:00:00Z");
      await approve(one, "2026-10-10T00:00:00Z");
      for (const at of ["2026-07-10", "2026-10-03", "2026-10-04", "2026-10-20"]) {
        await addFinding(db(), one, { at: `${at}T00:00:00Z`, escape: true });
      }
      const rows = async (metric: string, quarter: string) =>
        (await metricRows(ctx, metric, { quarter })).reviews.map(({ counted, escapes }) => [...counted, escapes]);
      expect((await metricsOf(ctx, { quarter: "2026-Q3" })).escapes).toMatchObject({ escapes: 2, recorded: 3 });
      expect(await rows("M5", "2026-Q3")).toEqual([[2, 4]]);
      expect(await rows("M1", "2026-Q3")).toEqual([[4]]);
    });

    it("have the approvals behind them that the rate counts, and say how many are too young", async () => {
      const { ctx, teamId, serviceId } = await house();
      const ripe = await approved({ teamId, serviceId }, "2026-08-10T00:00:00Z");
      const young = await approved({ teamId, serviceId }, "2026-09-10T00:00:00Z");
      await addFinding(db(), ripe, { at: "2026-08-20T00:00:00Z", escape: true });
      await addFinding(db(), young, { at: "2026-09-20T00:00:00Z", escape: true });
      const behind = async (asOf?: string) => {
        const asked = { quarter: "2026-Q3", ...(asOf ? { asOf } : {}) };
        const { figure, reviews, total } = await metricRows(ctx, "M5", asked);
        const last = figure?.quarters.at(-1);
        const waiting = last?.parts.find(({ label }) => label === "Approvals less than 90 days old")?.count;
        return { n: last?.n, waiting, total, ids: reviews.map(({ id }) => id) };
      };
      expect(await behind()).toEqual({ n: 1, waiting: 1, total: 1, ids: [ripe] });
      expect(await behind("2026-11-07")).toEqual({ n: 0, waiting: 2, total: 0, ids: [] });
      expect(await behind("2026-11-08")).toEqual({ n: 1, waiting: 1, total: 1, ids: [ripe] });
    });
  });

  describe("involvement (M10)", () => {
    it("is acts over decided reviews, with the assigned but idle apart and imported ones left out", async () => {
      const { ctx, teamId, serviceId, guardian } = await house();
      const [file] = await db()
        .insert(reviewImports)
        .values({ fileName: "past.csv", sha256: "0", rows: 1, acceptedAt: NOW })
        .returning();
      const decided = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
      const acted = await addSubmitted(db(), { ...decided, guardianAtSubmitId: guardian.personId });
      const tooLate = await addSubmitted(db(), { ...decided, guardianAtSubmitId: guardian.personId });
      await addSubmitted(db(), decided);
      await addSubmitted(db(), { ...decided, importId: file?.id ?? 0, importedWithGuardian: true });
      await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", teamId, serviceId });
      await addFinding(db(), acted, { at: "2026-10-12T00:00:00Z", raisedById: guardian.personId, finder: "guardian" });
      await addFinding(db(), tooLate, {
        at: "2026-10-21T00:00:00Z",
        raisedById: guardian.personId,
        finder: "guardian",
      });
      const { involvement } = await metricsOf(ctx, {});
      expect(involvement).toMatchObject({ n: 3, leftOut: 1 });
      expect(involvement.involved).toMatchObject({ count: 1, n: 3 });
      // Who it was could be read from it.
      expect(involvement.idle).toBeNull();
    });

    it("tells how many assigned guardians were idle from five of them on, and never of a team", async () => {
      const { ctx, teamId, serviceId } = await house();
      for (let index = 0; index < 5; index++) {
        const { personId } = await addPerson(db(), { teamId, guardian: true });
        const days = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-12T00:00:00Z" };
        const id = await addSubmitted(db(), { ...days, teamId, serviceId, guardianAtSubmitId: personId });
        if (index > 1) continue;
        await addFinding(db(), id, { at: "2026-10-11T00:00:00Z", finder: "guardian", raisedById: personId });
      }
      expect((await metricsOf(ctx, {})).involvement.idle).toMatchObject({ count: 3, n: 5 });
      expect((await metricsOf(ctx, { team: String(teamId) })).involvement).toMatchObject({ n: 5, idle: null });
      // From one day of a quarter and the next it could be read of one of them.
      expect((await metricsOf(ctx, { asOf: "2026-10-20" })).involvement).toMatchObject({ n: 5, idle: null });
    });
  });

  describe("training (M14)", () => {
    async function consented(personId: number, teamId: number, consentedAt: string) {
      const [row] = await db()
        .insert(guardianships)
        .values({
          personId,
          teamId,
          state: "training",
          rationale: "Asks good questions",
          nominatedAt: LONG_AGO,
          consentedAt: new Date(consentedAt),
        })
        .returning();
      const began = { fromState: "consented", toState: "training", at: new Date(consentedAt) } as const;
      await db()
        .insert(guardianMoves)
        .values({ guardianshipId: row?.id ?? 0, ...began });
    }

    it("is a census of who holds every required, unexpired course at the end of the quarter", async () => {
      const { ctx, teamId } = await house();
      const [course] = await db()
        .insert(courses)
        .values({ code: "TM", title: "Threat modelling", minutes: 60, required: true, createdAt: LONG_AGO })
        .returning();
      const hold = (personId: number, parts: Partial<typeof completions.$inferInsert>) =>
        db()
          .insert(completions)
          .values({ personId, courseId: course?.id ?? 0, completedOn: "2026-02-01", createdAt: LONG_AGO, ...parts });
      for (let index = 0; index < 4; index++) {
        const { personId } = await addPerson(db(), { teamId, guardian: true });
        if (index < 2) await hold(personId, { expiresOn: index === 0 ? "2026-10-15" : null });
        else if (index === 2) await hold(personId, { recordedById: personId });
      }
      const recent = await addPerson(db(), { teamId });
      await consented(recent.personId, teamId, "2026-11-20T00:00:00Z");
      const metrics = await metricsOf(ctx, {});
      expect(metrics.training).toMatchObject({ state: "shown", n: 5, complete: 1, share: 0.2, optionalShare: 0 });
      expect(metrics.trend.at(-2)?.training).toMatchObject({ n: 5, complete: 2 });
    });

    it("says nothing at all of fewer than five people", async () => {
      const { ctx } = await house();
      const { training } = await metricsOf(ctx, {});
      expect(training).toMatchObject({ state: "suppressed", n: null, complete: null, share: null });
    });

    it("says nothing of fewer than five next to those in training, who lack a course as everybody sees", async () => {
      const { ctx, teamId } = await house();
      for (let index = 0; index < 5; index++) {
        const { personId } = await addPerson(db(), { teamId });
        await consented(personId, teamId, "2026-08-01T00:00:00Z");
      }
      const said = async () => {
        const { training } = await metricsOf(ctx, {});
        const { people } = await metricRows(ctx, "M14", {});
        expect(people?.length ?? null).toBe(training.n);
        return [training.state, training.n];
      };
      // The house has a guardian of its own.
      expect(await said()).toEqual(["suppressed", null]);
      for (let index = 0; index < 3; index++) await addPerson(db(), { teamId, guardian: true });
      expect(await said()).toEqual(["suppressed", null]);
      await addPerson(db(), { teamId, guardian: true });
      expect(await said()).toEqual(["shown", 10]);
    });
  });

  describe("what may be asked", () => {
    it("refuses a quarter of another form, saying the form, and one that has not begun", async () => {
      const { ctx } = await house();
      await expect(metricsOf(ctx, { quarter: "Q3 2026" })).rejects.toThrow(/2026-Q3/);
      await expect(metricsOf(ctx, { quarter: "2027-Q1" })).rejects.toThrow(Invalid);
      await expect(metricsOf(ctx, wrong({ quarter: "2026-Q3", colour: "red" }))).rejects.toThrow(Invalid);
    });

    it("counts for a leader what lies below their organisations, for a builder their teams, and hides the rest", async () => {
      const { ctx, organisationId, teamId, serviceId } = await house();
      const otherTeam = await addTeam(db());
      const otherService = await addService(db(), { teamId: otherTeam });
      await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", teamId, serviceId });
      await addSubmitted(db(), { submitted: "2026-10-10T00:00:00Z", teamId: otherTeam, serviceId: otherService });
      const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
      const builder = context(db(), await addPerson(db(), { teamId: otherTeam }));
      const stranger = context(db(), await addPerson(db()));
      const counts = await Promise.all(
        [ctx, leader, builder, stranger].map(async (each) => (await metricsOf(each, {})).leadTime.n),
      );
      expect(counts).toEqual([2, 1, 1, 0]);
      expect((await metricsOf(ctx, { organisation: String(organisationId) })).leadTime.n).toBe(1);
      expect((await metricsOf(ctx, { team: String(otherTeam) })).leadTime.n).toBe(1);
      await expect(metricsOf(leader, { team: String(otherTeam) })).rejects.toThrow(NotFound);
      await expect(metricsOf(builder, { organisation: String(organisationId) })).rejects.toThrow(NotFound);
      await expect(metricsOf(ctx, { organisation: "999" })).rejects.toThrow(NotFound);
    });

    it("takes an organisation with all that lies below it", async () => {
      const { ctx, organisationId } = await house();
      const below = await addTeam(db(), { organisationId: await addOrganisation(db(), { parentId: organisationId }) });
      await addSubmitted(db(), {
        submitted: "2026-10-10T00:00:00Z",
        teamId: below,
        serviceId: await addService(db(), { teamId: below }),
      });
      expect((await metricsOf(ctx, { organisation: String(organisationId) })).leadTime.n).toBe(1);
    });

    it("answers what is declared, with definitions, six quarters and the numbers that have no feed", async () => {
      const { ctx } = await house();
      const metrics = await metricsOf(ctx, { quarter: "2026-Q3" });
      expect(metrics.quarter.inProgress).toBe(false);
      expect((await metricsOf(ctx, {})).quarter.inProgress).toBe(true);
      expect(metricsOutput.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics);
      expect(metrics.trend.map(({ quarter }) => quarter.key)).toEqual([
        "2025-Q2",
        "2025-Q3",
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
      ]);
      expect(metrics.noFeed.map(({ id }) => id)).toEqual(["M5", "M24"]);
    });
  });

  describe("backlog (M6), goals and files", () => {
    it("counts what is open now by age and turn, whatever quarter is picked", async () => {
      const { ctx, teamId, serviceId } = await house();
      await addSubmitted(db(), { submitted: "2026-11-24T09:00:00Z", teamId, serviceId });
      await addSubmitted(db(), { submitted: "2026-10-01T09:00:00Z", state: "changes_requested", teamId, serviceId });
      const { backlog } = await metricsOf(ctx, { quarter: "2025-Q4" });
      expect(backlog).toMatchObject({ n: 2, oldest: 55 * DAY });
      expect(backlog.buckets.map(({ n }) => n)).toEqual([1, 0, 0, 1]);
      expect(backlog.byTurn.find(({ turn }) => turn === "requester")).toMatchObject({ n: 1 });
    });

    it("opens its ages by state and turn, on its page and as a file", async () => {
      const { ctx, teamId, serviceId } = await house();
      await addSubmitted(db(), { submitted: "2026-11-24T09:00:00Z", teamId, serviceId });
      await addSubmitted(db(), { submitted: "2026-10-01T09:00:00Z", state: "changes_requested", teamId, serviceId });
      const metrics = await metricsOf(ctx, {});
      const { byState, byTurn } = metrics.backlog;
      expect((await metricRows(ctx, "M6", {})).backlog).toEqual({ byState, byTurn });
      expect((await metricRows(ctx, "M7", {})).backlog).toBeNull();
      const lines = parse(chartFile(metrics, "backlog-ages"), { columns: true }) as Record<string, string>[];
      expect(lines.map(({ by, of, open }) => [by, of, open])).toEqual([
        ["state", "Submitted", "0"],
        ["state", "In review", "1"],
        ["state", "Changes requested", "1"],
        ["state", "On hold", "0"],
        ["turn", "Reviewer", "1"],
        ["turn", "Requester", "1"],
        ["turn", "On hold", "0"],
      ]);
      const age = String(55 * DAY);
      expect(lines[2]).toMatchObject({ median_seconds: age, p90_seconds: age, oldest_seconds: age });
      expect(lines[0]).toMatchObject({ median_seconds: "", p90_seconds: "", oldest_seconds: "" });
    });

    it("judges goals by the last quarter that has ended, in their units, and shows the running one next to it", async () => {
      const { ctx, teamId, serviceId } = await house();
      const decided = (submitted: string, at: string) =>
        addSubmitted(db(), { submitted, decided: at, teamId, serviceId });
      for (let index = 0; index < 6; index++) await decided("2026-08-10T00:00:00Z", "2026-08-12T00:00:00Z");
      await decided("2026-10-10T00:00:00Z", "2026-10-12T00:00:00Z");
      const bound = ["M1", "M3", "M6", "M10", "M14", "M7", "M15"] as const;
      const all = await goalValues(
        ctx,
        bound.map((metric, id) => ({ id, metric, organisation: null, dueOn: "2027-06-30" })),
      );
      const values = Object.fromEntries(bound.map((metric, id) => [metric, all[id]]));
      expect(values.M1).toEqual({
        ...{ value: 2, unit: "days", n: 6, note: null, window: "2026 Q3", quarter: "2026-Q3" },
        soFar: { value: null, n: 1, note: "fewer than 5 left", window: "2026 Q4", quarter: "2026-Q4" },
        trend: [null, null, null, null, 2, null],
        guards: [
          { id: "M5", name: "Escape rate", said: "no feed" },
          { id: "M24", name: "Bypass", said: "no feed" },
        ],
        counted: { quarter: "2026-Q3" },
        rows: { quarter: "2026-Q3" },
      });
      expect(values.M3).toMatchObject({ value: 0, n: 6, soFar: { value: 0, n: 1 } });
      expect(values.M6).toMatchObject({ value: 0, window: "now", soFar: null });
      expect(values.M10).toMatchObject({ value: 0, unit: "%", n: 6 });
      expect(values.M14).toMatchObject({ value: null, note: "hidden (too few people)" });
      expect(values.M7).toMatchObject({ value: null, unit: "days", n: 6, note: "not reached" });
      expect(values.M15).toMatchObject({ value: 0, window: "2026 Q3" });
    });

    it("puts next to a goal what guards its number, of the same quarter, and the rows that its reader may open", async () => {
      const { ctx, teamId, serviceId, organisationId } = await house();
      const at = { submitted: "2026-07-02T00:00:00Z", decided: "2026-07-05T00:00:00Z", teamId, serviceId };
      const reviewId = await addSubmitted(db(), at);
      await db()
        .insert(reviewDecisions)
        .values({
          ...{ reviewId, cycle: 1, revision: 1, outcome: "approved", digest: "", seen: {} },
          decidedAt: new Date(at.decided),
        });
      await addFinding(db(), reviewId, { at: "2026-07-20T00:00:00Z", escape: true, phase: "after_launch" });
      const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
      const of = async (reader: Context, metric: string, organisation: { id: number } | null, dueOn = "2027-06-30") =>
        (await goalValues(reader, [{ id: 1, metric, organisation, dueOn }]))[1];
      const own = await of(leader, "M3", { id: organisationId });
      expect(own?.guards).toEqual([{ id: "M5", name: "Escape rate", said: "1.00 (2026 Q3, n = 1)" }]);
      expect(own?.rows).toEqual({ quarter: "2026-Q3", organisation: String(organisationId) });
      const program = await of(leader, "M14", null);
      expect(program?.guards).toMatchObject([{ id: "M17", said: "hidden (too few people)" }]);
      expect(program?.rows).toBeNull();
      expect(await of(ctx, "M6", null)).toMatchObject({ guards: [], rows: {} });
      expect((await of(ctx, "M6", null, "2026-10-31"))?.rows).toEqual({ asOf: "2026-10-31" });
    });

    it("judges a goal of an organisation by that organisation's numbers", async () => {
      const { ctx, teamId, serviceId, organisationId } = await house();
      const other = await addTeam(db());
      const at = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-12T00:00:00Z", serviceId };
      for (let index = 0; index < 6; index++) await addSubmitted(db(), { ...at, teamId });
      await addSubmitted(db(), { ...at, teamId: other });
      // Whatever it is called.
      await db().update(organisations).set({ name: "The program" }).where(eq(organisations.id, organisationId));
      const values = await goalValues(ctx, [
        { id: 1, metric: "M1", organisation: { id: organisationId }, dueOn: "2027-06-30" },
        { id: 2, metric: "M1", organisation: null, dueOn: "2027-06-30" },
      ]);
      expect(values[1]).toMatchObject({ value: 2, n: 6 });
      expect(values[2]).toMatchObject({ n: 7 });
    });

    it("measures where a goal begins for those who may set one", async () => {
      const { ctx, teamId, serviceId, organisationId, guardian } = await house();
      const at = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-12T00:00:00Z", serviceId };
      for (let index = 0; index < 6; index++) await addSubmitted(db(), { ...at, teamId });
      const other = await addTeam(db());
      await addSubmitted(db(), { ...at, teamId: other });
      expect(await measuredNow(ctx, { metric: "M1", organisationId: null })).toMatchObject({ value: 2, n: 7 });
      expect(await measuredNow(ctx, { metric: "M1", organisationId })).toMatchObject({ n: 6, window: "2026 Q3" });
      const builder = context(db(), guardian);
      await expect(measuredNow(builder, { metric: "M1", organisationId: null })).rejects.toThrow(Forbidden);
      await expect(measuredNow(ctx, wrong({ metric: "M2", organisationId: null }))).rejects.toThrow(Invalid);
    });

    it("begins a goal where its metric stands, anyone who sets it, unless someone says where", async () => {
      const { ctx, teamId, serviceId, organisationId, guardian } = await house();
      const at = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-12T01:00:00Z", serviceId };
      for (let index = 0; index < 6; index++) await addSubmitted(db(), { ...at, teamId });
      const goal = {
        ...{ businessGoal: "Launch sooner", outcome: "Reviews take less time", metric: "M1" as const },
        ...{ target: 1, direction: "down" as const, dueOn: "2027-06-30" },
      };
      await setMeasuredGoal(ctx, { ...goal, organisationId });
      await setMeasuredGoal(ctx, { ...goal, baseline: 12 });
      await setMeasuredGoal(ctx, { ...goal, metric: "M14", direction: "up", target: 90 });
      const set = await goals(ctx);
      expect(set.map(({ metric, baseline }) => [metric, baseline])).toEqual([
        ["M1", 2.04],
        ["M1", 12],
        ["M14", null],
      ]);
      await expect(setMeasuredGoal(ctx, { ...goal, target: 5 })).rejects.toMatchObject({
        problems: [{ path: ["target"], message: "must be below the baseline when lower is better" }],
      });
      await expect(setMeasuredGoal(context(db(), guardian), goal)).rejects.toThrow(Forbidden);
    });

    it("judges a goal permanently by the last quarter that ended by its day", async () => {
      const { ctx, teamId, serviceId } = await house();
      const at = (month: string) => ({
        submitted: `2026-${month}-10T00:00:00Z`,
        decided: `2026-${month}-12T00:00:00Z`,
      });
      for (let index = 0; index < 6; index++) await addSubmitted(db(), { ...at("05"), teamId, serviceId });
      for (let index = 0; index < 7; index++) await addSubmitted(db(), { ...at("08"), teamId, serviceId });
      const days = ["2026-06-30", "2026-07-15", "2026-09-29", "2026-09-30", "2026-12-31"];
      const values = await goalValues(
        ctx,
        days.map((dueOn, id) => ({ id, metric: "M1", organisation: null, dueOn })),
      );
      expect(days.map((_, id) => [values[id]?.window, values[id]?.n, values[id]?.soFar?.window])).toEqual([
        ["2026 Q2", 6, undefined],
        ["2026 Q2", 6, undefined],
        ["2026 Q2", 6, undefined],
        ["2026 Q3", 7, undefined],
        ["2026 Q3", 7, "2026 Q4"],
      ]);
    });

    it("judges a goal of the backlog permanently by what was open when its day ended", async () => {
      const { ctx, teamId, serviceId } = await house();
      const one = await addSubmitted(db(), {
        submitted: "2026-09-10T00:00:00Z",
        decided: "2026-11-02T00:00:00Z",
        teamId,
        serviceId,
      });
      const span = { reviewId: one, state: "in_review" as const };
      await db()
        .insert(reviewStates)
        .values({ ...span, fromAt: new Date("2026-09-10T00:00:00Z"), toAt: new Date("2026-11-02T00:00:00Z") });
      const days = ["2026-10-31", "2026-11-25", "2027-06-30"];
      const values = await goalValues(
        ctx,
        days.map((dueOn, id) => ({ id, metric: "M6", organisation: null, dueOn })),
      );
      expect(days.map((_, id) => [values[id]?.value, values[id]?.window])).toEqual([
        [1, "end of 31 Oct 2026"],
        [0, "now"],
        [0, "now"],
      ]);
    });

    it("writes each chart as a file and refuses one it does not know", async () => {
      const { ctx, teamId, serviceId } = await house();
      const days = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-12T00:00:00Z" };
      for (let review = 0; review < 5; review++) await addSubmitted(db(), { ...days, teamId, serviceId });
      const metrics = await metricsOf(ctx, {});
      expect(chartFile(metrics, "lead-time")).toContain("172800,1,5,2026-Q4,true,The program\r\n");
      expect(chartFile(metrics, "findings")).toContain("\r\n5,0,0,0,,0,0,0,,2026-Q4,true\r\n");
      expect(chartFile(metrics, "backlog").split("\r\n")).toHaveLength(6);
      expect(chartFile(metrics, "trend")).toContain("2026-Q4,5,172800,shown,0,5,0,");
      expect(chartFile(metrics, "trend")).toContain("2025-Q3,0,,none,,0,,");
      const lines = (chart: string) => parse(chartFile(metrics, chart), { columns: true }) as Record<string, string>[];
      for (const chart of ["trend", "training", "M8"]) {
        const heads = lines(chart).filter(({ part }) => !part);
        expect(heads.map(({ in_progress }) => in_progress)).toEqual([...new Array(5).fill("false"), "true"]);
      }
      expect(
        lines("trend")
          .map(({ reviews_with_known_findings }) => reviews_with_known_findings)
          .at(-1),
      ).toBe("5");
      for (const chart of ["lead-time", "findings", "teams", "guardians"]) {
        const marks = new Set(lines(chart).map(({ quarter, in_progress }) => `${quarter} ${in_progress}`));
        expect([chart, ...marks]).toEqual([chart, "2026-Q4 true"]);
      }
      expect(chartFile(metrics, "training")).toContain("2026-Q4,,,,,true\r\n");
      expect(() => chartFile(metrics, "pie")).toThrow(NotFound);
    });
  });
});
