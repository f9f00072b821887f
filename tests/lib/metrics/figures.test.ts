import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  activities,
  blobs,
  breakGlassLaunches,
  checkProfiles,
  checkProfileVersions,
  checkRuns,
  events,
  people as everybody,
  guardianMoves,
  guardianships,
  memberships,
  reviewArtefacts,
  reviewDecisions,
  reviewFeedback,
  reviewImports,
  reviewRevisions,
  reviewStates,
  reviews,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import type { EventType } from "#lib/event-types/vocabulary.ts";
import type { LeavingReason } from "#lib/guardians/rules.ts";
import { chartFile } from "#lib/metrics/chart-file.ts";
import { frameOf } from "#lib/metrics/figures/frame.ts";
import { figureOf } from "#lib/metrics/figures-of.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { metricsOutput } from "#lib/metrics/output.ts";
import { readQuery } from "#lib/metrics/read-query.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import type { FigureId } from "#lib/metrics/rules/definitions.ts";
import { partName } from "#lib/metrics/rules/figure.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { at, context } from "#tests/support/actors.ts";
import { addAnswer, addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { makeDue, whileOthersWrite } from "#tests/support/facts.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const DAY = 86_400;

describe("the numbers of a quarter", () => {
  const db = useDatabase();

  async function house() {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    const serviceId = await addService(db(), { teamId });
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    const engineer = await addPerson(db(), { roles: ["security_engineer"] });
    return { organisationId, teamId, serviceId, engineer, ctx: context(db(), manager) };
  }
  type House = Awaited<ReturnType<typeof house>>;

  /** The number of the running quarter (2026 Q4, in which the tests' present lies), or of another. */
  async function figure({ ctx }: Pick<House, "ctx">, id: FigureId, address: Record<string, string> = {}) {
    const found = await figureOf(ctx, id, frameOf(ctx, await readQuery(ctx, address)));
    await makeDue(db());
    const again = async () => figureOf(ctx, id, frameOf(ctx, await readQuery(ctx, address)));
    expect(await whileOthersWrite(db(), again)).toEqual(found);
    const last = found.quarters.at(-1);
    if (!last) throw new Error("The quarter asked for is always the last");
    const part = (label: string) => last.parts.find((each) => partName(each) === label);
    return { ...last, part };
  }

  const review = (
    { teamId, serviceId }: House,
    submitted: string,
    decided?: string,
    parts: Partial<Parameters<typeof addSubmitted>[1]> = {},
  ) =>
    addSubmitted(db(), {
      submitted: `${submitted}T00:00:00Z`,
      ...(decided ? { decided: `${decided}T00:00:00Z` } : {}),
      ...{ teamId, serviceId },
      ...parts,
    });

  async function decision(reviewId: number, at: string, outcome: "approved" | "approved_with_conditions" | "rejected") {
    const decidedAt = new Date(`${at}T00:00:00Z`);
    await db()
      .insert(reviewDecisions)
      .values({ reviewId, cycle: 1, revision: 1, outcome, digest: "", seen: {}, decidedAt });
  }

  /** The states of a review one after the other, each with the day it began; the last one is open. */
  async function states(
    reviewId: number,
    ...spans: [string, (typeof reviewStates.$inferInsert)["state"], "evidence"?][]
  ) {
    for (const [index, [day, state, reasonCode]] of spans.entries()) {
      const next = spans[index + 1]?.[0];
      const [fromAt, toAt] = [day, next].map((each) => (each ? new Date(`${each}T00:00:00Z`) : null));
      await db()
        .insert(reviewStates)
        .values({ reviewId, state, fromAt: fromAt ?? new Date(0), toAt, reasonCode: reasonCode ?? null });
    }
  }

  it("M3b counts what blocked before changes were asked for, and not what is medium, late, a tool's or invalid", async () => {
    const all = await house();
    const one = await review(all, "2026-10-05", "2026-10-20");
    await review(all, "2026-10-05");
    await review(all, "2026-10-05", "2026-10-09", { importId: await imported() });
    await states(one, ["2026-10-05", "in_review"], ["2026-10-10", "changes_requested"], ["2026-10-12", "in_review"]);
    const found = { blocking: true, at: "2026-10-08T00:00:00Z" };
    await addFinding(db(), one, found);
    await addFinding(db(), one, { ...found, blocking: false });
    await addFinding(db(), one, { ...found, at: "2026-10-13T00:00:00Z" });
    await addFinding(db(), one, { ...found, finder: "tool" });
    await addFinding(db(), one, { ...found, state: "invalid", invalidReason: "duplicate" });
    expect(await figure(all, "M3b")).toMatchObject({ state: "shown", value: 0.5, n: 2 });
  });

  it("M4 and M5 say what findings per review and escapes are, with exact intervals", async () => {
    const all = await house();
    const one = await review(all, "2026-04-05", "2026-04-10");
    await review(all, "2026-04-05", "2026-04-10");
    await decision(one, "2026-04-10", "approved");
    await addFinding(db(), one, { at: "2026-04-08T00:00:00Z" });
    await addFinding(db(), one, { at: "2026-05-08T00:00:00Z", escape: true, phase: "after_launch" });
    const found = await figure(all, "M4", { quarter: "2026-Q2" });
    expect(found).toMatchObject({ value: 0.5, n: 2 });
    expect(found.low).toBeCloseTo(0.0253 / 2, 4);
    expect(found.part("Reviews with at least one")).toMatchObject({ count: 1, value: 0.5 });
    expect(await figure(all, "M5", { quarter: "2026-Q2" })).toMatchObject({ state: "shown", value: 1, n: 1 });
  });

  it("M4 stands by team in the order of their reviews, with what came again, and by month", async () => {
    const all = await house();
    const other = await addTeam(db(), { organisationId: all.organisationId, name: "Ledger" });
    const before = await review(all, "2026-05-05");
    await addFinding(db(), before, { at: "2026-05-06T00:00:00Z", cwe: 79 });
    const [one] = [await review(all, "2026-10-05"), await review(all, "2026-10-06")];
    await review(all, "2026-10-06", undefined, {
      teamId: other,
      serviceId: null,
      importId: await imported(),
      importedFindings: 2,
    });
    const fixedAt = new Date("2026-10-09T00:00:00Z");
    await addFinding(db(), one, { at: "2026-10-06T00:00:00Z", cwe: 79, state: "fixed", fixedAt });
    await addFinding(db(), one, { at: "2026-10-06T00:00:00Z", cwe: 89 });
    await addFinding(db(), one, { at: "2026-10-06T00:00:00Z" });
    const { issues } = await metricRows(all.ctx, "M4", { quarter: "2026-Q4" });
    expect(issues?.teams).toMatchObject([
      { team: { id: all.teamId }, n: 2, found: 3, rate: 1.5, classed: 2, repeated: 1, fix: 3 * DAY },
      { team: { id: other }, n: 1, found: 2, rate: 2, classed: 0, repeated: 0, fix: null },
    ]);
    expect(issues?.months).toHaveLength(7);
    expect(issues?.months.at(-1)).toMatchObject({ month: "2026-11", n: 0, rate: null, inProgress: true });
    expect(issues?.months.at(-2)).toMatchObject({ month: "2026-10", n: 3, found: 5, inProgress: false });
    expect(issues?.limits).toBeNull();
    expect((await metricRows(all.ctx, "M8", {})).issues).toBeNull();
  });

  it("M4 knows by team of no fix after as-of, nor of one that did not last, and of no month that begins then", async () => {
    const all = await house();
    const one = await review(all, "2026-10-05");
    const fixedAt = new Date("2026-11-09T00:00:00Z");
    await addFinding(db(), one, { at: "2026-10-06T00:00:00Z", cwe: 79, state: "verified", fixedAt });
    await addFinding(db(), one, { at: "2026-10-06T00:00:00Z", state: "open", fixedAt });
    const asked = async (asOf: string) => (await metricRows(all.ctx, "M4", { asOf })).issues;
    const then = await asked("2026-10-31");
    expect(then?.teams).toMatchObject([{ found: 2, classed: 1, fixed: 0, fix: null }]);
    expect(then?.months.map(({ month, inProgress }) => [month, inProgress])).toEqual([["2026-10", false]]);
    expect((await asked("2026-11-10"))?.teams).toMatchObject([{ fixed: 1, fix: 34 * DAY }]);
  });

  it("M5 is no number where nobody has ever recorded an escape", async () => {
    const all = await house();
    const one = await review(all, "2026-04-05", "2026-04-10");
    await decision(one, "2026-04-10", "approved");
    expect(await figure(all, "M5", { quarter: "2026-Q2" })).toMatchObject({ state: "no_feed", value: null });
  });

  it("M7 waits for the first response, and holds it against the business days of the tier", async () => {
    const all = await house();
    // Monday 5 October: a medium review has two business days, until Tuesday evening.
    const answered = (at: string) => ({ firstResponseAt: new Date(at) });
    for (let quick = 0; quick < 6; quick += 1)
      await review(all, "2026-10-05", undefined, answered("2026-10-06T12:00:00Z"));
    await review(all, "2026-10-05", undefined, answered("2026-10-08T12:00:00Z"));
    await review(all, "2026-10-05");
    await review(all, "2026-10-05", undefined, { tier: null });
    await review(all, "2026-10-05", "2026-10-06", { importId: await imported() });
    const found = await figure(all, "M7");
    expect(found).toMatchObject({ state: "shown", value: 1.5 * DAY, n: 9 });
    expect(found.part("Within the target")).toMatchObject({ count: 6, value: 6 / 8 });
  });

  it("M7 holds each review against the service levels of its submit: what is changed later moves no past quarter", async () => {
    const all = await house();
    const answered = { firstResponseAt: new Date("2026-10-06T12:00:00Z") };
    for (let quick = 0; quick < 6; quick += 1) await review(all, "2026-10-05", undefined, answered);
    const within = async () => (await figure(all, "M7")).part("Within the target");
    expect(await within()).toMatchObject({ count: 6, value: 1 });
    const hour = { firstResponseDays: 0.125, reviewerDays: 1 };
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    await editProgram(at(manager, "2026-10-20T09:00:00Z"), { sla: { low: hour, medium: hour, high: hour } });
    expect(await within()).toMatchObject({ count: 6, value: 1 });
    await review(all, "2026-10-21", undefined, { firstResponseAt: new Date("2026-10-22T12:00:00Z") });
    expect(await within()).toMatchObject({ count: 6, value: 6 / 7 });
    const week = { firstResponseDays: 5, reviewerDays: 10 };
    await editProgram(at(manager, "2026-10-25T09:00:00Z"), { sla: { low: week, medium: week, high: week } });
    expect(await within()).toMatchObject({ count: 6, value: 6 / 7 });
  });

  it("M7 begins with a review's own submit, and stands still on hold", async () => {
    const all = await house();
    const previousReviewId = await review(all, "2026-09-01", "2026-09-20", { state: "rejected" });
    for (let time = 0; time < 6; time += 1) {
      // It keeps the first submit of the one that was rejected, and is answered on the day it comes.
      const answered = { firstResponseAt: new Date("2026-11-02T12:00:00Z"), previousReviewId };
      const next = await review(all, "2026-10-01", undefined, answered);
      await states(next, ["2026-10-28", "draft"], ["2026-11-02", "submitted"]);
    }
    expect(await figure(all, "M7")).toMatchObject({ state: "shown", value: DAY / 2, n: 6 });
    const held = await review(all, "2026-10-05", undefined, { firstResponseAt: new Date("2026-11-02T10:00:00Z") });
    await states(held, ["2026-10-05", "submitted"], ["2026-10-06", "on_hold"], ["2026-11-02", "submitted"]);
    expect((await figure(all, "M7")).part("Within the target")).toMatchObject({ count: 7, value: 1 });
  });

  it("M8 tells approvals at once from those with conditions, after changes, and rejections", async () => {
    const all = await house();
    const outcomes = ["approved", "approved_with_conditions", "rejected", "approved"] as const;
    for (const [index, outcome] of outcomes.entries()) {
      const one = await review(all, "2026-09-20", "2026-10-10");
      await decision(one, "2026-10-10", outcome);
      await decision(one, "2026-10-20", "approved");
      const changes: [string, "changes_requested"][] = index === 3 ? [["2026-09-25", "changes_requested"]] : [];
      await states(
        one,
        ["2026-09-20", "in_review"],
        ...changes,
        ["2026-09-28", "in_review"],
        ["2026-10-12", "changes_requested"],
      );
    }
    const found = await figure(all, "M8");
    expect(found).toMatchObject({ value: 0.25, n: 4 });
    expect(found.part("Approved with conditions first time")).toMatchObject({ count: 1 });
    expect(found.part("Approved after changes")).toMatchObject({ count: 1 });
    expect(found.part("Rejected")).toMatchObject({ count: 1 });
    expect(found.part("Rounds per review, mean")).toMatchObject({ value: 1.25 });
    expect(await figure(all, "M8", { quarter: "2026-Q3" })).toMatchObject({ state: "none", n: 0 });
  });

  it("M8 takes a hold among changes for no round of its own", async () => {
    const all = await house();
    const one = await review(all, "2026-10-01", "2026-10-20");
    await decision(one, "2026-10-20", "approved");
    await states(
      one,
      ["2026-10-01", "submitted"],
      ["2026-10-05", "changes_requested", "evidence"],
      ["2026-10-06", "on_hold"],
      ["2026-10-10", "changes_requested"],
      ["2026-10-12", "in_review"],
    );
    expect((await figure(all, "M8")).part("Rounds per review, mean")).toMatchObject({ value: 2 });
    // And what was waited for is waited for after the hold too.
    expect((await figure(all, "M23")).part("Waited for: Evidence")).toMatchObject({ value: 3 * DAY });
  });

  it("M9 counts eligible teams, and a guardian only while they are active", async () => {
    const all = await house();
    const covered = await addPerson(db(), { teamId: all.teamId, guardian: true });
    await addTeam(db(), { organisationId: all.organisationId, eligibleFrom: null });
    const over = await addTeam(db(), { organisationId: all.organisationId, eligibleTo: "2026-06-30" });
    await addPerson(db(), { teamId: over, guardian: true });
    const risky = await addTeam(db(), { organisationId: all.organisationId });
    await addService(db(), { teamId: risky, tier: "high" });
    const found = await figure(all, "M9");
    expect(found).toMatchObject({ value: 1 / 3, low: null, n: 3 });
    expect(found.part("High-risk teams without a guardian")).toMatchObject({ count: 1 });
    expect(found.part("Active guardians of eligible teams")).toMatchObject({ count: 1 });
    // The last eligible day is one of them, and the day after the quarter is none of it.
    await addTeam(db(), { organisationId: all.organisationId, eligibleFrom: "2026-07-01" });
    expect(await figure(all, "M9", { quarter: "2026-Q2" })).toMatchObject({ value: 2 / 4, n: 4 });
    await pause(covered.personId, "2026-08-01");
    expect(await figure(all, "M9")).toMatchObject({ value: 0 });
    expect(await figure(all, "M9", { quarter: "2026-Q2" })).toMatchObject({ value: 2 / 4 });
  });

  it("M11 counts first versions that hold a threat by their author, and no later ones", async () => {
    const all = await house();
    const written = [
      { authors: ["guardian", "engineer"], threats: [1, 1] },
      { authors: ["engineer", "guardian"], threats: [0, 1] },
      { authors: ["engineer", "guardian"], threats: [1, 2] },
      { authors: ["guardian", "guardian"], threats: [0, 0] },
    ] as const;
    for (const { authors, threats } of written) {
      const [model] = await db()
        .insert(threatModels)
        .values({ serviceId: all.serviceId, name: "Payments", createdAt: new Date("2026-10-02T00:00:00Z") })
        .returning();
      for (const seq of [1, 2]) {
        await db()
          .insert(threatModelVersions)
          .values({
            threatModelId: model?.id ?? 0,
            ...{ seq, format: "threat_composer", shape: "", fileName: "model.json", sha256: `${seq}`, content: "{}" },
            ...{ mitigations: 0, assumptions: 0, undocumented: 0, warnings: [] },
            ...{ threats: threats[seq - 1] ?? 0, authorRole: authors[seq - 1] ?? "builder" },
            createdAt: new Date(`2026-10-0${seq + 1}T00:00:00Z`),
          });
      }
    }
    const found = await figure(all, "M11");
    expect(found).toMatchObject({ value: 2 / 3, n: 3 });
    expect(found.parts.map(({ count }) => count)).toEqual([2, 1, 0, 0]);
  });

  it("M12 shares logged hours among the active months of those who log, from five people on", async () => {
    const all = await house();
    const people = await guardians(all, 6);
    for (const { personId } of people.slice(0, 4)) await log(personId, 300, "2026-08-10");
    expect(await figure(all, "M12", { quarter: "2026-Q3" })).toMatchObject({
      state: "suppressed",
      value: null,
      n: null,
      parts: [],
    });
    await log(people[4]?.personId ?? 0, 1_800, "2026-09-30");
    await log(people[5]?.personId ?? 0, 60, "2026-10-01");
    const found = await figure(all, "M12", { quarter: "2026-Q3" });
    // Four of 5 hours and one of 30 over three months each.
    expect(found).toMatchObject({ state: "shown", value: 50 / 15, n: 15 });
    expect(found.part("Median per guardian")).toMatchObject({ value: 5 / 3 });
    expect(found.part("Guardians who log time")).toMatchObject({ count: 5, value: 5 / 6 });
    // More in a month than is to be asked, however little in the others.
    expect(found.part("Above 10 hours a month")).toMatchObject({ count: 1 });
    for (const { personId } of people.slice(0, 2)) await log(personId, 300, "2026-08-11");
    const ten = (await figure(all, "M12", { quarter: "2026-Q3" })).part("Above 10 hours a month");
    expect(ten).toMatchObject({ count: 1 });
    await log(people[0]?.personId ?? 0, 1, "2026-08-31");
    const more = (await figure(all, "M12", { quarter: "2026-Q3" })).part("Above 10 hours a month");
    expect(more).toMatchObject({ count: 2 });
    expect(await figure(all, "M12", { quarter: "2026-Q3", team: String(all.teamId) })).toMatchObject({
      state: "suppressed",
    });
  });

  it("M12 counts the hours of active months, once, of someone who moved too", async () => {
    const all = await house();
    const people = await guardians(all, 6);
    for (const { personId } of people) await log(personId, 180, "2026-08-10");
    const [moved] = people;
    const teamId = await addTeam(db());
    await end(moved?.personId ?? 0, "2026-08-20");
    await db()
      .insert(guardianships)
      .values({
        ...{
          personId: moved?.personId ?? 0,
          teamId,
          state: "active",
          rationale: "",
          nominatedAt: new Date("2026-08-20"),
        },
        activeAt: new Date("2026-08-20T00:00:00Z"),
      });
    const found = await figure(all, "M12", { quarter: "2026-Q3" });
    expect(found).toMatchObject({ state: "shown", value: 1, n: 18 });
    expect(found.part("Guardians who log time")).toMatchObject({ count: 6, value: 1 });
  });

  it("M12 counts a month once it is over, and nothing in the first of a quarter", async () => {
    const all = await house();
    const builders = [];
    for (let index = 0; index < 5; index += 1) builders.push(await addPerson(db(), { teamId: all.teamId }));
    for (const { personId } of [...(await guardians(all, 5)), ...builders]) {
      await log(personId, 120, "2026-10-31");
      await log(personId, 240, "2026-11-01");
    }
    const on = (day: string) => figure({ ctx: at(all.ctx, day) }, "M12");
    expect(await on("2026-10-31T20:00:00Z")).toMatchObject({ state: "none", value: null, n: 0 });
    for (const day of ["2026-11-01T00:00:00Z", "2026-11-25T09:00:00Z"]) {
      const found = await on(day);
      expect(found).toMatchObject({ state: "shown", value: 2, n: 5 });
      expect(found.part("Mean per builder")).toMatchObject({ value: 2, count: 5 });
    }
    expect(await on("2026-12-01T00:00:00Z")).toMatchObject({ value: 3, n: 10 });
    expect(await on("2026-12-31T23:59:59.999Z")).toMatchObject({ value: 2, n: 15 });
  });

  it("M12 has the hours of builders next to those of guardians, from five of them on, and none of the program's staff", async () => {
    const all = await house();
    const { teamId } = all;
    for (const { personId } of await guardians(all, 5)) await log(personId, 60, "2026-07-10");
    // Three months of someone who joined before, two of someone who came in August.
    const builders = [];
    for (let at = 0; at < 4; at += 1) builders.push(await addPerson(db(), { teamId }));
    for (const { personId } of builders) await log(personId, 180, "2026-07-10");
    await log((await addPerson(db(), { teamId, roles: ["security_engineer"] })).personId, 600, "2026-07-10");
    await log(all.engineer.personId, 600, "2026-07-10");
    await addPerson(db(), { teamId });
    const part = async (address: Record<string, string> = {}) =>
      (await figure(all, "M12", { quarter: "2026-Q3", ...address })).part("Mean per builder");
    expect(await part()).toBeUndefined();
    const late = await addPerson(db());
    await db().insert(memberships).values({ personId: late.personId, teamId, fromOn: "2026-08-20" });
    await log(late.personId, 120, "2026-08-25");
    // What was logged before they were a member is nobody's hour of that team.
    await log(late.personId, 600, "2026-07-05");
    expect(await part()).toMatchObject({ value: (4 * 3 + 2) / 14, count: 14, kind: "hours" });
    expect(await part({ organisation: String(all.organisationId) })).toMatchObject({ count: 14 });
    expect(await part({ team: String(teamId) })).toBeUndefined();
  });

  it("M12 counts a month of someone as a guardian's or as a builder's, never as both", async () => {
    const all = await house();
    const people = await guardians(all, 5);
    await db()
      .update(guardianships)
      .set({ activeAt: new Date("2026-08-15T00:00:00Z") });
    for (const { personId } of people) {
      await log(personId, 60, "2026-07-10");
      await log(personId, 240, "2026-08-10");
    }
    const found = await figure(all, "M12", { quarter: "2026-Q3" });
    expect(found).toMatchObject({ value: (5 * 4) / 10, n: 10 });
    expect(found.part("Mean per builder")).toMatchObject({ value: 1, count: 5 });
  });

  it("M13 is the median of what was logged on a review, and tells roles apart only from five people on", async () => {
    const all = await house();
    const people = await guardians(all, 5);
    for (const [index, { personId }] of people.entries()) {
      const reviewId = await review(all, "2026-10-02", "2026-10-10", {
        guardianId: personId,
        reviewerId: all.engineer.personId,
      });
      await log(personId, 60 * (index + 1), "2026-10-05", reviewId);
      await log(all.engineer.personId, 60, "2026-10-06", reviewId);
    }
    await review(all, "2026-10-02", "2026-10-10");
    const found = await figure(all, "M13");
    expect(found).toMatchObject({ state: "shown", value: 4, n: 5 });
    expect(found.part("Guardian, median")).toMatchObject({ count: 5, value: 3 });
    expect(found.part("Reviewer, median")).toBeUndefined();
  });

  it("M13 says the same of a small organisation whether its one guardian logged or not", async () => {
    const all = await house();
    const [own] = await guardians(all, 1);
    const reviewId = await review(all, "2026-10-02", "2026-10-10", {
      guardianId: own?.personId ?? 0,
      reviewerId: all.engineer.personId,
    });
    const before = await figure(all, "M13");
    expect(before).toMatchObject({ state: "suppressed", value: null, n: null, parts: [] });
    await log(own?.personId ?? 0, 60, "2026-10-05", reviewId);
    expect({ ...(await figure(all, "M13")), part: before.part }).toEqual(before);
  });

  it("M13 hides a large organisation next to a small one in which nobody logged, as if someone had", async () => {
    const all = await house();
    const small = await addOrganisation(db(), { name: "Payments" });
    const teamId = await addTeam(db(), { organisationId: small });
    const [own] = await guardians({ ...all, teamId }, 1);
    const reviewId = await review({ ...all, teamId }, "2026-10-02", "2026-10-10", { guardianId: own?.personId ?? 0 });
    for (const { personId } of await guardians(all, 5)) {
      await log(personId, 60, "2026-10-05", await review(all, "2026-10-02", "2026-10-10", { guardianId: personId }));
    }
    const states = async () => {
      const found = [(await figure(all, "M13")).state];
      for (const id of [all.organisationId, small]) {
        found.push((await figure(all, "M13", { organisation: String(id) })).state);
      }
      return found;
    };
    const before = await states();
    expect(before).toEqual(["shown", "suppressed", "suppressed"]);
    await log(own?.personId ?? 0, 60, "2026-10-05", reviewId);
    expect(await states()).toEqual(before);
  });

  it("M13 says that nobody logged where five could", async () => {
    const all = await house();
    const people = await guardians(all, 5);
    for (const { personId } of people) await review(all, "2026-10-02", "2026-10-10", { guardianId: personId });
    expect(await figure(all, "M13")).toMatchObject({ state: "none", value: null, n: 0 });
  });

  it("M13 says nothing of a role in which fewer than five logged, nobody among them", async () => {
    const all = await house();
    const people = await guardians(all, 5);
    const roles = async () => (await figure(all, "M13")).parts.map(partName);
    const reviewIds = [];
    for (const { personId } of people) {
      reviewIds.push(
        await review(all, "2026-10-02", "2026-10-10", { guardianId: personId, reviewerId: all.engineer.personId }),
      );
    }
    const [reviewId] = reviewIds;
    for (let at = 0; at < 5; at += 1) {
      await log((await addPerson(db(), { teamId: all.teamId })).personId, 60, "2026-10-05", reviewId);
    }
    expect(await roles()).toEqual(["P25", "P75", "Others, median"]);
    await log(people[0]?.personId ?? 0, 60, "2026-10-05", reviewId);
    await log(all.engineer.personId, 60, "2026-10-05", reviewId);
    expect(await roles()).toEqual(["P25", "P75", "Others, median"]);
    for (const [index, { personId }] of people.entries()) await log(personId, 60, "2026-10-06", reviewIds[index]);
    expect(await roles()).toEqual(["P25", "P75", "Guardian, median", "Others, median"]);
  });

  it("M15 counts who became active for the first time, and nobody who came back", async () => {
    const all = await house();
    const [first, again] = await guardians(all, 2);
    await db()
      .update(guardianships)
      .set({ activeAt: new Date("2026-10-07T00:00:00Z") });
    await db()
      .insert(guardianships)
      .values({
        ...{ personId: again?.personId ?? 0, teamId: all.teamId, state: "alumni", rationale: "" },
        ...{ nominatedAt: new Date("2025-01-01"), activeAt: new Date("2025-02-01"), endedAt: new Date("2025-03-01") },
      });
    expect(first).toBeDefined();
    expect(await figure(all, "M15")).toMatchObject({ value: 1, n: 1 });
  });

  it("M16 keeps who is active at both ends, and tells paused ones from those who left", async () => {
    const all = await house();
    const [, paused, left] = await guardians(all, 4);
    await pause(paused?.personId ?? 0, "2026-10-05");
    await end(left?.personId ?? 0, "2026-10-06");
    const found = await figure(all, "M16");
    expect(found).toMatchObject({ value: 0.5, n: 4, low: null });
    expect(found.part("Paused")).toMatchObject({ count: 1 });
    expect(found.part("Left")).toMatchObject({ count: 1 });
    expect(await figure(all, "M16", { quarter: "2026-Q3" })).toMatchObject({ value: 1, n: 4 });
  });

  it("M16 keeps who left and came back within the quarter, in whatever team, and tells a return that is paused or not done", async () => {
    const all = await house();
    const elsewhere = await addTeam(db());
    const [, back, moved, late, paused, nominated] = await guardians(all, 6);
    const returns = async (person: typeof back, teamId: number, day: string | null) => {
      const personId = person?.personId ?? 0;
      await end(personId, "2026-08-05");
      const [at, activeAt] = [new Date("2026-08-10T00:00:00Z"), day ? new Date(`${day}T00:00:00Z`) : null];
      const rationale = "Wants to again";
      const [row] = await db()
        .insert(guardianships)
        .values({ personId, teamId, rationale, state: day ? "active" : "nominated", nominatedAt: at, activeAt })
        .returning();
      return row?.id ?? 0;
    };
    await returns(back, all.teamId, "2026-09-01");
    await returns(moved, elsewhere, "2026-09-01");
    await returns(late, all.teamId, "2026-10-01");
    const guardianshipId = await returns(paused, all.teamId, "2026-09-01");
    const move = { fromState: "active", toState: "paused", at: new Date("2026-09-10T00:00:00Z") } as const;
    await db()
      .insert(guardianMoves)
      .values({ guardianshipId, ...move });
    await returns(nominated, all.teamId, null);
    const program = { quarter: "2026-Q3" };
    const organisation = { ...program, organisation: String(all.organisationId) };
    for (const address of [program, organisation] as Record<string, string>[]) {
      const found = await figure(all, "M16", address);
      expect(found).toMatchObject({ value: 3 / 6, n: 6 });
      expect(found.part("Paused")).toMatchObject({ count: 1 });
      expect(found.part("Left")).toMatchObject({ count: 2 });
    }
    // Of those who are back nobody is asked why they left: two are not five.
    const { parts } = await figure(all, "M16", { quarter: "2026-Q3" });
    expect(parts.filter(({ group }) => group === "Left")).toEqual([]);
  });

  it("M16 says why they left of five or more, of a quarter that is over, and not of single teams", async () => {
    const all = await house();
    const people = await guardians(all, 14);
    const reasons = async (address: Record<string, string>) =>
      (await figure(all, "M16", address)).parts.filter(({ group }) => group === "Left");
    for (const [index, reason] of (["no_time", "no_time", "new_role", "no_time"] as const).entries()) {
      await end(people[index]?.personId ?? 0, "2026-08-05", reason);
    }
    expect(await reasons({ quarter: "2026-Q3" })).toEqual([]);
    await end(people[4]?.personId ?? 0, "2026-09-05");
    const said = (await reasons({ quarter: "2026-Q3" })).map(({ label, count, value }) => [label, count, value]);
    expect(said).toEqual([
      ["New role", 1, 1 / 5],
      ["No time", 3, 3 / 5],
      ["Not given", 1, 1 / 5],
    ]);
    expect(await reasons({ quarter: "2026-Q3", organisation: String(all.organisationId) })).toHaveLength(3);
    expect(await reasons({ quarter: "2026-Q3", team: String(all.teamId) })).toEqual([]);
    expect(await reasons({ quarter: "2026-Q3", asOf: "2026-10-20" })).toEqual([]);
    for (const { personId } of people.slice(5, 10)) await end(personId, "2026-10-05", "not_useful");
    const running = await figure(all, "M16");
    expect([running.part("Left")?.count, await reasons({})]).toEqual([5, []]);
  });

  it("M16 says no reasons where those that not everybody knows are of fewer than five", async () => {
    const all = await house();
    const people = await guardians(all, 15);
    const reasons = async () =>
      (await figure(all, "M16", { quarter: "2026-Q3" })).parts.filter(({ group }) => group === "Left");
    const leaveFor = async (reason: LeavingReason, from: number, to: number) => {
      for (const { personId } of people.slice(from, to)) await end(personId, "2026-08-05", reason);
    };
    await leaveFor("left_company", 0, 5);
    const deactivated = { deactivatedAt: new Date("2026-08-05T00:00:00Z") };
    for (const { personId } of people.slice(0, 5)) {
      await db().update(everybody).set(deactivated).where(eq(everybody.id, personId));
    }
    expect((await reasons()).map(({ label, count }) => [label, count])).toEqual([["Left the company", 5]]);
    await leaveFor("not_useful", 5, 8);
    expect(await reasons()).toEqual([]);
    // Who says so and is still here has told nobody else.
    await leaveFor("left_company", 8, 9);
    expect(await reasons()).toEqual([]);
    await leaveFor("no_time", 9, 10);
    expect(await reasons()).toHaveLength(3);
  });

  it("M17 counts the guardians with an act, of all who were active all the time", async () => {
    const all = await house();
    const people = await guardians(all, 6);
    await pause(people[5]?.personId ?? 0, "2026-10-05");
    const reviewId = await review(all, "2026-10-02");
    const by = (index: number) => people[index]?.personId ?? 0;
    await addFinding(db(), reviewId, { at: "2026-10-06T00:00:00Z", raisedById: by(0), finder: "guardian" });
    const byAnother = { answeredById: all.engineer.personId, answeredAt: new Date("2026-10-08") };
    await addFinding(db(), reviewId, { at: "2026-09-06T00:00:00Z", raisedById: by(1), ...byAnother });
    await addAnswer(db(), reviewId, { at: "2026-10-07T00:00:00Z", byId: by(2) });
    await addAnswer(db(), reviewId, { at: "2026-09-07T00:00:00Z", byId: by(3) });
    expect(await figure(all, "M17")).toMatchObject({ value: 2 / 5, n: 5 });
    await end(by(4), "2026-10-08");
    expect(await figure(all, "M17")).toMatchObject({ state: "suppressed", value: null, n: null });
  });

  it("M18 counts ratings of involved guardians, and no declined ones", async () => {
    const all = await house();
    const people = await guardians(all, 5);
    for (const [index, { personId }] of people.entries()) {
      const reviewerId = (await addPerson(db(), { roles: ["security_engineer"] })).personId;
      const reviewId = await review(all, "2026-10-02", "2026-10-10", { guardianAtSubmitId: personId, reviewerId });
      await addFinding(db(), reviewId, { at: "2026-10-06T00:00:00Z", raisedById: personId, finder: "guardian" });
      if (index > 2) continue;
      const rating =
        index === 0 ? { declinedReason: "Was away" } : { scope: 2, threats: 2, mitigations: 2, validation: 2 };
      await db()
        .insert(reviewFeedback)
        .values({
          reviewId,
          cycle: 1,
          guardianId: personId,
          byId: all.engineer.personId,
          createdAt: new Date("2026-10-11"),
          ...rating,
        });
    }
    await review(all, "2026-10-02", "2026-10-10", { guardianAtSubmitId: people[0]?.personId ?? 0 });
    const found = await figure(all, "M18");
    expect(found).toMatchObject({ value: 2 / 5, n: 5 });
    expect(found.part("Declined with a reason")).toMatchObject({ count: 1 });
    // Of one engineer alone it would tell who gives none.
    await db().update(reviews).set({ reviewerId: all.engineer.personId });
    expect(await figure(all, "M18")).toMatchObject({ state: "suppressed", value: null });
  });

  it.each(["M12", "M13", "M17", "M18"] as const)(
    "%s is not shown for a day of the past, which the next one would be subtracted from",
    async (id) => {
      const all = await house();
      for (const { personId } of await guardians(all, 6)) {
        const reviewerId = (await addPerson(db(), { roles: ["security_engineer"] })).personId;
        const people = { guardianId: personId, guardianAtSubmitId: personId, reviewerId };
        const reviewId = await review(all, "2026-08-02", "2026-08-10", people);
        await addFinding(db(), reviewId, { at: "2026-08-06T00:00:00Z", raisedById: personId, finder: "guardian" });
        await log(personId, 60, "2026-08-05", reviewId);
      }
      expect(await figure(all, id, { quarter: "2026-Q3" })).toMatchObject({ state: "shown" });
      const nothing = { state: "past_day", value: null, low: null, high: null, n: null, parts: [] };
      for (const asOf of ["2026-07-15", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02", "2026-11-24"]) {
        expect(await figure(all, id, { quarter: "2026-Q3", asOf })).toMatchObject(nothing);
      }
      expect(await figure(all, id, { quarter: "2026-Q3", asOf: "2026-11-25" })).toMatchObject({ state: "shown" });
    },
  );

  it("M19 takes nothing but a pass for a pass, at the first revision and at the approval", async () => {
    const all = await house();
    const [profile] = await db()
      .insert(checkProfiles)
      .values({ name: "Baseline", tiers: ["medium"], createdAt: new Date("2026-01-01") })
      .returning();
    const [version] = await db()
      .insert(checkProfileVersions)
      .values({ profileId: profile?.id ?? 0, version: 1, definition: {} as never, publishedAt: new Date("2026-01-01") })
      .returning();
    await db()
      .insert(blobs)
      .values({ sha256: "one", content: "{}", bytes: 2, createdAt: new Date("2026-01-01") });
    const runs = [["pass"], ["fail", "pass"], ["incomplete"], [null], []] as const;
    for (const verdicts of runs) {
      const reviewId = await review(all, "2026-10-02", "2026-10-10");
      await decision(reviewId, "2026-10-10", "approved");
      await db()
        .update(reviewDecisions)
        .set({ revision: Math.max(1, verdicts.length) })
        .where(eq(reviewDecisions.reviewId, reviewId));
      const document = { name: "a.json", format: "policy", language: "json", sha256: "one", policies: 1 } as const;
      await db()
        .insert(reviewArtefacts)
        .values({ reviewId, ...document, addedAt: new Date("2026-10-02") });
      await db()
        .insert(reviewRevisions)
        .values({ reviewId, number: 1, digest: "", evidence: {} as never, sealedAt: new Date("2026-10-02") });
      for (const [index, verdict] of verdicts.entries()) {
        const at = new Date(`2026-10-0${index + 3}T00:00:00Z`);
        await db()
          .insert(checkRuns)
          .values({
            ...{
              reviewId,
              revision: index + 1,
              profileVersionId: version?.id ?? 0,
              documentsDigest: "",
              analyzer: "engine",
            },
            ...{ state: verdict ? "finished" : "error", verdict, queuedAt: at, finishedAt: at },
          });
      }
    }
    const without = await review(all, "2026-10-02");
    const taken = { addedAt: new Date("2026-10-01T08:00:00Z"), removedAt: new Date("2026-10-01T09:00:00Z") };
    const document = { name: "a.json", format: "policy", language: "json", sha256: "one", policies: 1 } as const;
    await db()
      .insert(reviewArtefacts)
      .values({ reviewId: without, ...document, ...taken });
    const found = await figure(all, "M19");
    expect(found).toMatchObject({ value: 1 / 5, n: 5 });
    for (const name of ["pass", "fail", "incomplete", "error", "not run"]) {
      expect(found.part(`First revision: ${name}`)).toMatchObject({ count: 1 });
    }
    expect(found.part("At approval: pass")).toMatchObject({ count: 2, value: 2 / 5 });
  });

  it("M19 counts a review that follows a rejected one with what was attached when it was submitted itself", async () => {
    const all = await house();
    await db()
      .insert(blobs)
      .values({ sha256: "one", content: "{}", bytes: 2, createdAt: new Date("2026-01-01") });
    const document = { name: "a.json", format: "policy", language: "json", sha256: "one", policies: 1 } as const;
    const attached = (reviewId: number, removedAt: Date | null) =>
      db()
        .insert(reviewArtefacts)
        .values({ reviewId, ...document, addedAt: new Date("2026-10-12T08:00:00Z"), removedAt });
    const rejected = await review(all, "2026-10-02", "2026-10-10", { state: "rejected" });
    const follows = () => review(all, "2026-10-02", undefined, { previousReviewId: rejected });
    const [without, later, kept] = [await follows(), await follows(), await follows()];
    for (const one of [without, later, kept]) await states(one, ["2026-10-12", "draft"], ["2026-10-14", "submitted"]);
    await attached(without, new Date("2026-10-13"));
    await attached(later, new Date("2026-10-15"));
    await attached(kept, null);
    expect(await figure(all, "M19")).toMatchObject({ n: 2 });
    const { reviews: behind } = await metricRows(all.ctx, "M19", {});
    expect(behind.map(({ id }) => id)).toEqual([kept, later]);
  });

  it("M19 stands on the run that the approval stood on, and on the first of the first revision, whichever ended last", async () => {
    const all = await house();
    const [profile] = await db()
      .insert(checkProfiles)
      .values({ name: "Baseline", tiers: ["medium"], createdAt: new Date("2026-01-01") })
      .returning();
    const versions = await db()
      .insert(checkProfileVersions)
      .values(
        [1, 2].map((version) => ({
          profileId: profile?.id ?? 0,
          version,
          definition: {} as never,
          publishedAt: new Date("2026-01-01"),
        })),
      )
      .returning();
    const [one, two] = versions.map(({ id }) => id).sort((a, b) => a - b);
    await db()
      .insert(blobs)
      .values({ sha256: "one", content: "{}", bytes: 2, createdAt: new Date("2026-01-01") });
    // The tier went up and back: the first run was asked for again last, and in the second review also after the approval.
    for (const askedAgainOn of ["2026-10-05", "2026-10-20"]) {
      const reviewId = await review(all, "2026-10-02", "2026-10-10");
      await decision(reviewId, "2026-10-10", "approved");
      await db().update(reviewDecisions).set({ revision: 1 }).where(eq(reviewDecisions.reviewId, reviewId));
      await db()
        .insert(reviewArtefacts)
        .values({
          ...{ reviewId, name: "a.json", format: "policy", language: "json", sha256: "one", policies: 1 },
          addedAt: new Date("2026-10-02"),
        });
      await db()
        .insert(reviewRevisions)
        .values({ reviewId, number: 1, digest: "", evidence: {} as never, sealedAt: new Date("2026-10-02") });
      const run = { reviewId, revision: 1, documentsDigest: "", analyzer: "engine", state: "finished" } as const;
      const [first, second] = [new Date("2026-10-03"), new Date("2026-10-04")];
      const asked = new Date(askedAgainOn);
      await db()
        .insert(checkRuns)
        .values([
          { ...run, profileVersionId: one ?? 0, verdict: "pass", queuedAt: asked, finishedAt: first },
          { ...run, profileVersionId: two ?? 0, verdict: "fail", queuedAt: second, finishedAt: second },
        ]);
    }
    const found = await figure(all, "M19");
    expect(found.part("First revision: pass")).toMatchObject({ count: 2 });
    expect(found.part("At approval: pass")).toMatchObject({ count: 1 });
    expect(found.part("At approval: fail")).toMatchObject({ count: 1 });
  });

  it("M20 runs to the launch, slips against the day asked for, and lays it to the review only where that is so", async () => {
    const all = await house();
    for (let on = 0; on < 6; on += 1) {
      const late = await review(all, "2026-10-01", "2026-10-12", {
        launchedOn: "2026-10-13",
        requestedLaunchOn: "2026-10-08",
      });
      if (on === 0) await states(late, ["2026-10-01", "in_review"], ["2026-10-12", "approved"]);
      if (on === 1)
        await states(
          late,
          ["2026-10-01", "changes_requested"],
          ["2026-10-11", "in_review"],
          ["2026-10-12", "approved"],
        );
    }
    await review(all, "2026-10-01");
    const found = await figure(all, "M20");
    expect(found).toMatchObject({ state: "shown", value: 12 * DAY, n: 7 });
    expect(found.part("Slip from the requested date, median")).toMatchObject({ count: 6, value: 5 * DAY });
    expect(found.part("Late because of the review")).toMatchObject({ count: 1, value: 1 / 6 });
  });

  it("M20 lays no lateness to a review that came after the day, and waits for no launch of a rejected one", async () => {
    const all = await house();
    const late = await review(all, "2026-10-10", "2026-10-12", { requestedLaunchOn: "2026-10-05" });
    await states(late, ["2026-10-10", "in_review"], ["2026-10-12", "approved"]);
    expect((await figure(all, "M20")).part("Late because of the review")).toMatchObject({ count: 0, value: 0 });
    for (let time = 0; time < 5; time += 1) {
      await review(all, "2026-10-10", "2026-10-12", { launchedOn: "2026-10-22" });
      await review(all, "2026-10-10", "2026-10-12", { state: "rejected" });
    }
    await review(all, "2026-10-10", "2026-10-12", { launchedOn: "2026-10-22" });
    expect(await figure(all, "M20")).toMatchObject({ state: "shown", value: 12 * DAY, n: 12 });
  });

  it("M20 lays no lateness to a review whose change never launches: rejected, cancelled or dropped", async () => {
    const all = await house();
    const of = { requestedLaunchOn: "2026-10-08" };
    const at = new Date("2026-10-12");
    const late = () => figure(all, "M20").then(({ part }) => part("Late because of the review"));
    const judged = async (parts: Parameters<typeof review>[3]) => {
      const id = await review(all, "2026-10-01", "2026-10-12", { ...of, ...parts });
      await states(id, ["2026-10-01", "in_review"], ["2026-10-12", "approved"]);
    };
    await judged({ launchedOn: "2026-10-13", state: "closed", endedAt: at });
    await judged({ state: "approved" });
    expect(await late()).toMatchObject({ count: 2, value: 1 });
    await judged({ state: "rejected" });
    await judged({ state: "closed", endedAt: at });
    const cancelled = await review(all, "2026-10-01", undefined, { ...of, state: "cancelled", endedAt: at });
    await states(cancelled, ["2026-10-01", "in_review"], ["2026-10-12", "cancelled"]);
    expect(await late()).toMatchObject({ count: 2, value: 1 });
  });

  it("M20 lays no lateness to a review whose change was launched by the day asked for, undecided as it was", async () => {
    const all = await house();
    const launched = async (launchedOn: string) => {
      const asked = { requestedLaunchOn: "2026-10-08", launchedOn };
      const id = await review(all, "2026-10-01", "2026-10-20", asked);
      await states(id, ["2026-10-01", "in_review"], ["2026-10-20", "approved"]);
      return (await figure(all, "M20")).part("Late because of the review");
    };
    expect(await launched("2026-10-07")).toMatchObject({ count: 0, value: 0 });
    expect(await launched("2026-10-08")).toMatchObject({ count: 0, value: 0 });
    expect(await launched("2026-10-09")).toMatchObject({ count: 1, value: 1 / 3 });
    const late = (asOf: string) => figure(all, "M20", { asOf }).then(({ part }) => part("Late because of the review"));
    expect(await late("2026-10-08")).toMatchObject({ count: 0 });
    expect(await late("2026-10-09")).toMatchObject({ count: 1 });
  });

  it("M20 judges a review that follows a rejected one by the turns of both, as its lead runs from the first submit", async () => {
    const all = await house();
    const followed = async (first: "in_review" | "changes_requested", second: "in_review" | "changes_requested") => {
      const rejected = await review(all, "2026-10-01", "2026-10-10", {
        state: "rejected",
        requestedLaunchOn: "2026-10-14",
      });
      await states(rejected, ["2026-09-30", "draft"], ["2026-10-01", first], ["2026-10-10", "rejected"]);
      const next = await review(all, "2026-10-01", "2026-10-17", {
        previousReviewId: rejected,
        requestedLaunchOn: "2026-10-14",
      });
      await states(
        next,
        ["2026-10-10", "draft"],
        ["2026-10-11", "submitted"],
        ["2026-10-11", second],
        ["2026-10-17", "approved"],
      );
    };
    const late = async () => (await figure(all, "M20")).part("Late because of the review");
    await followed("in_review", "in_review");
    expect(await late()).toMatchObject({ count: 1, value: 1 });
    await followed("in_review", "changes_requested");
    expect(await late()).toMatchObject({ count: 2, value: 1 });
    await followed("changes_requested", "in_review");
    expect(await late()).toMatchObject({ count: 2, value: 2 / 3 });
  });

  it("M20 knows nothing on a day of the past of a launch on the day after", async () => {
    const all = await house();
    for (let time = 0; time < 5; time += 1) await review(all, "2026-10-10", "2026-10-12", { launchedOn: "2026-10-22" });
    expect(await figure(all, "M20", { asOf: "2026-10-21" })).toMatchObject({ state: "not_reached", n: 5 });
    expect(await figure(all, "M20", { asOf: "2026-10-22" })).toMatchObject({ state: "shown", value: 12 * DAY, n: 5 });
  });

  it("M20 has waited for the launch of a rejected review until it was rejected, closed since or not", async () => {
    const all = await house();
    for (let time = 0; time < 6; time += 1) {
      await review(all, "2026-10-10", "2026-10-12", { launchedOn: "2026-10-22" });
    }
    const rejected = [];
    for (let time = 0; time < 6; time += 1) {
      const requestedLaunchOn = "2026-10-11";
      const id = await review(all, "2026-10-10", "2026-10-12", { state: "rejected", requestedLaunchOn });
      await states(id, ["2026-10-10", "in_review"], ["2026-10-12", "rejected"]);
      await decision(id, "2026-10-12", "rejected");
      rejected.push(id);
    }
    const found = async (address: Record<string, string> = {}) => {
      const { n, value, part } = await figure(all, "M20", address);
      return { n, value, late: part("Late because of the review") };
    };
    const [now, then] = [await found(), await found({ asOf: "2026-10-31" })];
    expect([now.value, now.late]).toEqual([12 * DAY, expect.objectContaining({ count: 0, value: null })]);
    const endedAt = new Date("2026-11-20");
    for (const id of rejected) {
      await db().update(reviews).set({ state: "closed", endedAt }).where(eq(reviews.id, id));
      await told(id, "review.closed", "2026-11-20", { launchedOn: null, dropped: false, from: "rejected" });
    }
    expect([await found(), await found({ asOf: "2026-10-31" })]).toEqual([now, then]);
  });

  it("M20 runs to the first launch of what is launched, opened again and launched again", async () => {
    const all = await house();
    const launched = [];
    for (let time = 0; time < 6; time += 1) {
      const day = "2026-10-13";
      const asked = { launchedOn: day, requestedLaunchOn: "2026-10-12" };
      const id = await review(all, "2026-10-01", "2026-10-05", asked);
      await told(id, time < 3 ? "review.launched" : "review.launched-by-break-glass", day, { launchedOn: day });
      launched.push(id);
    }
    const found = async () => {
      const [{ part: _, ...now }, { part: __, ...then }] = [
        await figure(all, "M20"),
        await figure(all, "M20", { asOf: "2026-10-31" }),
      ];
      return [now, then];
    };
    const before = await found();
    expect(before).toMatchObject([{ value: 12 * DAY }, { value: 12 * DAY }]);
    const anew = { launchedOn: "2026-11-20" };
    for (const [index, id] of launched.entries()) {
      // Of what was approved other evidence can be launched by break-glass, without opening it again.
      const cycle = index === 5 ? 1 : 2;
      await db()
        .update(reviews)
        .set({ ...anew, cycle })
        .where(eq(reviews.id, id));
      await told(id, "review.launched-by-break-glass", "2026-11-21", anew);
      if (cycle === 1) {
        const by = { byId: all.engineer.personId, at: new Date("2026-11-21") };
        await db()
          .insert(breakGlassLaunches)
          .values({ ...by, ...anew, reviewId: id, reason: "A customer waits", past: ["A gate is unmet."] });
      }
    }
    expect(await found()).toEqual(before);
  });

  it("M22 tells findings by the phase they were found in", async () => {
    const all = await house();
    const reviewId = await review(all, "2026-09-02");
    const at = "2026-10-06T00:00:00Z";
    for (const phase of ["before_submit", "in_review", "before_launch", "after_launch"] as const) {
      await addFinding(db(), reviewId, { at, phase });
    }
    await addFinding(db(), reviewId, { at, firstSeverity: "low", severity: "low" });
    const found = await figure(all, "M22");
    expect(found).toMatchObject({ value: 0.5, n: 4 });
    expect(found.parts.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });

  it("M22 says nothing of what is found before the submit where none is recorded", async () => {
    const all = await house();
    const reviewId = await review(all, "2026-09-02");
    await addFinding(db(), reviewId, { at: "2026-10-06T00:00:00Z", phase: "in_review" });
    const { parts } = await figure(all, "M22");
    expect(parts.map((part) => [partName(part), part.count])).toEqual([
      ["In review", 1],
      ["Before launch", 0],
      ["After launch", 0],
    ]);
  });

  it("M23 adds up the time of each turn and each state until the decision, and what was waited for", async () => {
    const all = await house();
    const one = await review(all, "2026-10-01", "2026-10-11");
    await states(
      one,
      ["2026-09-20", "draft"],
      ["2026-10-01", "submitted"],
      ["2026-10-03", "changes_requested", "evidence"],
      ["2026-10-06", "on_hold"],
      ["2026-10-07", "in_review"],
      ["2026-10-11", "approved"],
    );
    const two = await review(all, "2026-10-01", "2026-10-03");
    await states(two, ["2026-10-01", "in_review"], ["2026-10-03", "approved"]);
    const found = await figure(all, "M23");
    expect(found).toMatchObject({ value: 6 * DAY, n: 2 });
    expect(found.parts.map((part) => [partName(part), (part.value ?? 0) / DAY])).toEqual([
      ["Reviewer", 4],
      ["Requester", 1.5],
      ["On hold", 0.5],
      ["By state: Submitted", 1],
      ["By state: In review", 3],
      ["By state: Changes requested", 1.5],
      ["By state: On hold", 0.5],
      ["Waited for: Evidence", 1.5],
    ]);
  });

  it("knows nothing of what happened after as-of, and stands in the answer and in the files", async () => {
    const all = await house();
    const one = await review(all, "2026-10-02", "2026-10-10", { firstResponseAt: new Date("2026-10-06T00:00:00Z") });
    await decision(one, "2026-10-10", "approved");
    const early = await metricsOf(all.ctx, { asOf: "2026-10-03" });
    const of = (id: FigureId) => early.figures.find((each) => each.id === id)?.quarters.at(-1);
    expect(of("M7")).toMatchObject({ state: "not_reached", n: 1 });
    expect(of("M8")).toMatchObject({ state: "none", n: 0 });
    const metrics = metricsOutput.parse(await metricsOf(all.ctx, {}));
    expect(metrics.figures).toHaveLength(17);
    const lines = chartFile(metrics, "M8").split("\r\n");
    expect(lines[0]).toBe("quarter,part,kind,state,value,low,high,n,in_progress");
    expect(lines.find((line) => line.startsWith("2026-Q4,,share,shown,1,"))).toMatch(/,1,true$/);
  });

  async function told(reviewId: number, type: EventType, day: string, data: Record<string, unknown>) {
    const by = { actorKind: "person", actorId: null, requestId: "told" } as const;
    await db()
      .insert(events)
      .values({ ...by, type, data, at: new Date(`${day}T09:00:00Z`), subjectKind: "review", subjectId: reviewId });
  }

  async function imported(): Promise<number> {
    const [row] = await db()
      .insert(reviewImports)
      .values({ fileName: "past.csv", sha256: `of ${Math.random()}`, rows: 1, acceptedAt: new Date("2026-10-01") })
      .returning();
    return row?.id ?? 0;
  }

  async function guardians({ teamId }: House, count: number) {
    const all = [];
    for (let at = 0; at < count; at += 1) all.push(await addPerson(db(), { teamId, guardian: true }));
    return all;
  }

  async function log(personId: number, minutes: number, onDate: string, reviewId: number | null = null) {
    const createdAt = new Date(`${onDate}T12:00:00Z`);
    await db().insert(activities).values({ personId, type: "review", minutes, onDate, reviewId, createdAt });
  }

  async function pause(personId: number, day: string) {
    const [own] = await db().select().from(guardianships).where(eq(guardianships.personId, personId));
    const move = { fromState: "active", toState: "paused", at: new Date(`${day}T00:00:00Z`) } as const;
    await db()
      .insert(guardianMoves)
      .values({ guardianshipId: own?.id ?? 0, ...move });
  }

  async function end(personId: number, day: string, leavingReason: LeavingReason | null = null) {
    const ended = { state: "alumni", endedAt: new Date(`${day}T00:00:00Z`), leavingReason } as const;
    await db().update(guardianships).set(ended).where(eq(guardianships.personId, personId));
  }
});
