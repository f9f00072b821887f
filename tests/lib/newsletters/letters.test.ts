import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  beltAwards,
  beltCriteria,
  blobs,
  breakGlassLaunches,
  checkProfiles,
  checkProfileVersions,
  checkResults,
  checkRuns,
  events,
  exceptions,
  goals,
  guardianMoves,
  guardianships,
  newsletters,
  people,
  reviewConditions,
  reviewDecisions,
  reviewStates,
  reviews,
} from "#db/schema/index.ts";
import { atRiskBelow } from "#lib/agenda/below-leader.ts";
import { homePage } from "#lib/agenda/home-page.ts";
import type { Belt } from "#lib/belts/rules.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { metricsPage } from "#lib/metrics/metrics-page.ts";
import { LEFT } from "#lib/metrics/rules/definitions.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { draftedSentences } from "#lib/newsletters/drafted-sentences.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import { newsletterOutput } from "#lib/newsletters/output.ts";
import { changesSinceDraft, listNewsletters, newsletterPage } from "#lib/newsletters/queries.ts";
import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";
import { answered } from "#tests/support/reviews.ts";

const QUARTER = "2026-Q4";
const NO_CHECKS = {
  references: { identity: [], resource: [] },
  sensitive: [],
  publicAccess: false,
  acceptedManagedPolicies: [],
};

type RunParts = {
  reasons?: readonly Pick<ResultReason, "fingerprint" | "level">[];
  documentName?: string;
  check?: "no_new_access" | "validation";
};

describe("letters", () => {
  const db = useDatabase();

  async function house() {
    await seedProgram(db());
    const organisationId = await addOrganisation(db(), { name: "Payments" });
    const teamId = await addTeam(db(), { organisationId, name: "Cards" });
    const serviceId = await addService(db(), { teamId, name: "Card vault", tier: "high" });
    const guardian = await addPerson(db(), { name: "Gus Guardian", teamId, guardian: true });
    const manager = context(db(), await addPerson(db(), { name: "Mia Manager", roles: ["program_manager"] }));
    const leader = context(db(), await addPerson(db(), { name: "Lea Leader", roles: ["leader"], organisationId }));
    return { organisationId, teamId, serviceId, guardian, manager, leader };
  }

  const draft = (ctx: Context, organisationId: number, parts: { refresh?: boolean; quarter?: string } = {}) =>
    draftNewsletter(ctx, { organisationId, quarter: QUARTER, ...parts });

  it("freeze the numbers of their organisation: a later change leaves the letter as it is and is told next to it", async () => {
    const { organisationId, teamId, serviceId, leader } = await house();
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", decided: "2026-11-04T00:00:00Z", teamId, serviceId });
    const elsewhere = await addService(db());
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", serviceId: elsewhere, teamId: null });
    const { id, snapshotId } = await draft(leader, organisationId);
    const letter = await newsletterPage(leader, id);
    expect(newsletterOutput.parse(letter)).toEqual(letter);
    expect(letter).toMatchObject({ quarter: QUARTER, leader: "Lea Leader", version: 1, snapshotId });
    expect(letter).toMatchObject(draftedSentences(letter.snapshot));
    expect(letter.snapshot.figures.now.leadTime.n).toBe(1);
    expect(letter.snapshot.effect).toMatchObject({ state: "too_few_teams", to: { key: QUARTER }, speed: null });
    expect(await changesSinceDraft(leader, letter)).toEqual([]);
    await addSubmitted(db(), { submitted: "2026-11-05T00:00:00Z", teamId, serviceId });
    const later = at(leader, "2026-11-26T09:00:00Z");
    expect(await newsletterPage(later, id)).toEqual(letter);
    expect((await changesSinceDraft(later, letter)).map(({ what, before, after }) => [what, before, after])).toEqual([
      ["Lead time, median (95 % interval)", "n = 1", "n = 2"],
      ["Findings per review", "n = 1", "n = 2"],
      ["Open reviews when drafted", "0 open", "1 open, oldest 21.4 d"],
    ]);
  });

  it("are from the program as it was called when they were drafted; of before, from the name that they read", async () => {
    const { organisationId, manager, leader } = await house();
    await editProgram(manager, { name: "Champions of Acme" });
    const { id } = await draft(leader, organisationId);
    await editProgram(manager, { name: "Advocates of Acme" });
    const letter = await newsletterPage(leader, id);
    expect(letter.snapshot.program).toBe("Champions of Acme");
    expect(await changesSinceDraft(leader, letter)).toEqual([
      { what: "From", before: "Champions of Acme", after: "Advocates of Acme" },
    ]);
    const { program: _, ...before } = letter.snapshot;
    await db().update(newsletters).set({ snapshot: before }).where(eq(newsletters.id, id));
    expect((await newsletterPage(leader, id)).snapshot.program).toBe("Security Guardians");
  });

  it("are drafted once: again answers the same, unless the numbers are asked for again, and the sentences that someone wrote stay", async () => {
    const { organisationId, teamId, serviceId, manager, leader } = await house();
    const first = await draft(leader, organisationId);
    const { atRisk } = await newsletterPage(leader, first.id);
    await editNewsletter(leader, first.id, { changed: "Two teams joined." });
    await addService(db(), { teamId: await addTeam(db(), { organisationId }), tier: "high" });
    await addSubmitted(db(), { submitted: "2026-11-05T00:00:00Z", teamId, serviceId });
    expect(await draft(manager, organisationId)).toEqual(first);
    const anew = await draft(at(manager, "2026-11-26T09:00:00Z"), organisationId, { refresh: true });
    expect(anew.id).toBe(first.id);
    expect(anew.snapshotId).not.toBe(first.snapshotId);
    const letter = await newsletterPage(manager, first.id);
    expect(letter).toMatchObject({ changed: "Two teams joined.", draftedBy: { name: "Mia Manager" } });
    // What nobody has written says what the numbers say.
    const { changed: _, ...others } = draftedSentences(letter.snapshot);
    expect(letter).toMatchObject(others);
    expect(letter.atRisk).not.toBe(atRisk);
    expect(letter.snapshot.figures.now.leadTime.n).toBe(1);
    const recorded = await db().select({ type: events.type }).from(events).orderBy(events.id);
    expect(recorded.map(({ type }) => type)).toEqual(["newsletter.drafted", "newsletter.edited", "newsletter.drafted"]);
    expect(await db().select({ id: newsletters.id }).from(newsletters)).toHaveLength(1);
  });

  it("go to who leads the organisation when their numbers are asked for again", async () => {
    const { organisationId, manager, leader } = await house();
    const { id } = await draft(manager, organisationId);
    const to = async () => (await newsletterPage(manager, id)).leader;
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, leader.actor.personId));
    await draft(at(manager, "2026-11-26T09:00:00Z"), organisationId);
    expect(await to()).toBe("Lea Leader");
    await draft(at(manager, "2026-11-26T09:00:00Z"), organisationId, { refresh: true });
    expect(await to()).toBeNull();
    await addPerson(db(), { name: "Nico New", roles: ["leader"], organisationId });
    await draft(at(manager, "2026-11-26T10:00:00Z"), organisationId, { refresh: true });
    expect(await to()).toBe("Nico New");
  });

  it("keep the numbers that were taken last, where an earlier asking is written later", async () => {
    const { organisationId, teamId, serviceId, manager, leader } = await house();
    const { id } = await draft(leader, organisationId);
    await addSubmitted(db(), { submitted: "2026-11-05T00:00:00Z", teamId, serviceId });
    const later = await draft(at(manager, "2026-11-26T09:00:02Z"), organisationId, { refresh: true });
    expect(await draft(at(leader, "2026-11-26T09:00:00Z"), organisationId, { refresh: true })).toEqual(later);
    expect((await newsletterPage(leader, id)).asOf).toBe("2026-11-26T09:00:02.000Z");
  });

  it("credit the guardians by name with what records show of the reviews they were involved in", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const decided = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
    const acted = await addSubmitted(db(), { ...decided, guardianAtSubmitId: guardian.personId });
    const idle = await addSubmitted(db(), { ...decided, guardianAtSubmitId: guardian.personId });
    await decide(acted, "approved", decided.decided);
    await decide(idle, "approved", decided.decided);
    const own = { raisedById: guardian.personId, finder: "guardian" as const };
    const fixed = { at: "2026-10-06T00:00:00Z", blocking: true, state: "verified" as const };
    await addFinding(db(), acted, {
      ...fixed,
      ...own,
      fixedAt: new Date("2026-10-10T00:00:00Z"),
    });
    await addFinding(db(), acted, { ...fixed, fixedAt: new Date("2026-10-21T00:00:00Z") });
    await addFinding(db(), idle, { ...fixed, fixedAt: new Date("2026-10-10T00:00:00Z") });
    await addRun(acted, 1, { one: "fail", two: "fail", three: "fail" });
    await addRun(acted, 2, { one: "fail", two: "pass", three: "pass" });
    await addRun(acted, 3, { one: "pass", two: "pass", three: "fail" });
    await term(await addPerson(db(), { name: "Nell Newcomer", teamId }), teamId, "2026-10-02T00:00:00Z");
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.guardians.map(({ id: _, ...row }) => row)).toEqual([
      { name: "Gus Guardian", team: "Cards", reviews: 1, blockingFixed: 1, checksMended: 2, accessRefused: 0 },
    ]);
    expect([snapshot.joiners, snapshot.leavers]).toEqual([["Nell Newcomer"], []]);
    expect(snapshot.coverage).toEqual({ teams: 1, covered: 1, bare: 0 });
  });

  it("credit new access that was withdrawn before the approval or rejected, and none that was narrowed, stands or was not looked at", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const at = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
    const reviewed = async (outcome: "approved" | "rejected", revision: number) => {
      const id = await addSubmitted(db(), { ...at, guardianAtSubmitId: guardian.personId });
      await addFinding(db(), id, { at: "2026-10-06T00:00:00Z", raisedById: guardian.personId, finder: "guardian" });
      await decide(id, outcome, at.decided, revision);
      return id;
    };
    const approved = await reviewed("approved", 2);
    await addRun(approved, 1, { gone: "fail", unread: "fail", narrowed: "fail", stays: "fail" });
    await addRun(approved, 2, { narrowed: "pass", stays: "fail", unread: "incomplete" });
    const rejected = await reviewed("rejected", 1);
    await addRun(rejected, 1, { one: "fail", two: "pass" });
    const unchecked = await reviewed("approved", 2);
    await addRun(unchecked, 1, { one: "fail" });
    const { id } = await draft(leader, organisationId);
    const { guardians } = (await newsletterPage(leader, id)).snapshot;
    expect(guardians).toMatchObject([{ reviews: 3, checksMended: 1, accessRefused: 2 }]);
  });

  it("credit no new access that may have been let in, or may still be", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const at = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
    const reviewed = async (given: Partial<Parameters<typeof addSubmitted>[1]> = {}) => {
      const id = await addSubmitted(db(), { ...at, guardianAtSubmitId: guardian.personId, ...given });
      await addFinding(db(), id, { at: "2026-10-06T00:00:00Z", raisedById: guardian.personId, finder: "guardian" });
      return id;
    };
    const credited = async () => {
      const { id } = await draft(leader, organisationId, { refresh: true });
      const { guardians } = (await newsletterPage(leader, id)).snapshot;
      return guardians.map(({ reviews, accessRefused }) => [reviews, accessRefused]);
    };
    const letIn = await reviewed();
    await addRun(letIn, 1, { one: "fail" });
    await addRun(letIn, 2, { other: "pass" });
    for (const revision of [1, 2]) await decide(letIn, "approved", at.decided, revision);
    const renamed = await reviewed();
    await addRun(renamed, 1, { one: "fail" });
    await addRun(renamed, 2, { one: "fail" }, { documentName: "renamed.yaml" });
    await decide(renamed, "approved", at.decided, 2);
    const unasked = await reviewed();
    await addRun(unasked, 1, { one: "fail" });
    await addRun(unasked, 2, { one: "pass" }, { check: "validation" });
    await decide(unasked, "approved", at.decided, 2);
    const asked = await reviewed({ state: "changes_requested" });
    await addRun(asked, 1, { one: "fail" });
    const rejected = await reviewed({ state: "rejected" });
    await addRun(rejected, 1, { one: "fail" });
    await decide(rejected, "rejected", at.decided);
    expect(await credited()).toEqual([[5, 1]]);
    await reviewed({ previousReviewId: rejected });
    expect(await credited()).toEqual([[6, 0]]);
  });

  it("of before list nobody with zero, either", async () => {
    const { organisationId, leader } = await house();
    const { id } = await draft(leader, organisationId);
    const part = {
      id: 1,
      name: "Gus Guardian",
      team: "Cards",
      reviews: 1,
      blockingFixed: 0,
      checksMended: 0,
      accessRefused: 0,
    };
    const [saved] = await db().select().from(newsletters).where(eq(newsletters.id, id));
    const snapshot = { ...saved?.snapshot, guardians: [part, { ...part, id: 2, name: "Ada Absent", reviews: 0 }] };
    await db().update(newsletters).set({ snapshot }).where(eq(newsletters.id, id));
    expect((await newsletterPage(leader, id)).snapshot.guardians).toEqual([part]);
  });

  it("count a blocking finding as fixed where the review was approved after it, whatever became of it since", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const at = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
    const finding = {
      ...{ at: "2026-10-06T00:00:00Z", blocking: true, state: "verified" as const },
      ...{ raisedById: guardian.personId, finder: "guardian" as const },
      fixedAt: new Date("2026-10-10T00:00:00Z"),
    };
    const reviewIn = async (state: ReviewState, outcome: "approved" | "rejected") => {
      const id = await addSubmitted(db(), { ...at, state, guardianAtSubmitId: guardian.personId });
      await addFinding(db(), id, finding);
      await decide(id, outcome, at.decided);
    };
    const fixed = async () => {
      const { id } = await draft(leader, organisationId, { refresh: true });
      const { snapshot } = await newsletterPage(leader, id);
      return snapshot.guardians.map(({ reviews, blockingFixed }) => [reviews, blockingFixed]);
    };
    await reviewIn("rejected", "rejected");
    await reviewIn("closed", "rejected");
    expect(await fixed()).toEqual([[2, 0]]);
    await reviewIn("closed", "approved");
    await reviewIn("in_review", "approved");
    expect(await fixed()).toEqual([[4, 2]]);
  });

  it("count no blocking finding that the review had missed: raised after the launch, or fixed after the first approval", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const decided = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
    const review = await addSubmitted(db(), {
      ...{ ...decided, launchedOn: "2026-10-21", guardianAtSubmitId: guardian.personId },
    });
    await decide(review, "approved", decided.decided);
    await decide(review, "approved", "2026-11-10T00:00:00Z");
    const own = { raisedById: guardian.personId, finder: "guardian" } as const;
    const fixed = { blocking: true, state: "verified", ...own } as const;
    const raised = (at: string, fixedAt: string, parts: { escape?: boolean } = {}) =>
      addFinding(db(), review, { ...fixed, at, fixedAt: new Date(fixedAt), ...parts });
    await raised("2026-10-06T00:00:00Z", "2026-10-20T00:00:00Z");
    await raised("2026-10-06T00:00:00Z", "2026-10-25T00:00:00Z");
    await raised("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z");
    await raised("2026-10-20T00:00:00Z", "2026-10-20T00:00:00Z", { escape: true });
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.guardians.map(({ reviews, blockingFixed }) => [reviews, blockingFixed])).toEqual([[1, 1]]);
  });

  it("credit anyone who had a part in what was decided, whether or not they guard the organisation's teams still", async () => {
    const { organisationId, teamId, serviceId, leader } = await house();
    const elsewhere = await addTeam(db(), { organisationId: await addOrganisation(db()), name: "Elsewhere" });
    const person = (name: string) => addPerson(db(), { name });
    const [left, moved] = [await person("Lou Left"), await person("Moa Moved")];
    await term(left, teamId, "2026-02-01T00:00:00Z", "2026-09-20T00:00:00Z");
    await term(moved, teamId, "2026-02-01T00:00:00Z", "2026-09-20T00:00:00Z");
    await term(moved, elsewhere, "2026-09-21T00:00:00Z");
    const at = { submitted: "2026-09-05T00:00:00Z", decided: "2026-10-12T00:00:00Z", teamId, serviceId };
    for (const { personId } of [moved, left]) {
      const id = await addSubmitted(db(), { ...at, guardianAtSubmitId: personId });
      await addFinding(db(), id, { at: "2026-09-06T00:00:00Z", raisedById: personId, finder: "guardian" });
    }
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.guardians.map(({ name, team, reviews }) => [name, team, reviews])).toEqual([
      ["Lou Left", "Cards", 1],
      ["Moa Moved", "Cards", 1],
    ]);
    const { id: before } = await draft(leader, organisationId, { quarter: "2026-Q3" });
    expect((await newsletterPage(leader, before)).snapshot.guardians).toEqual([]);
  });

  it("name who joined as M15 counts them, and everybody who left: who comes back is not new, and has not left", async () => {
    const { organisationId, teamId, leader } = await house();
    const elsewhere = await addTeam(db(), { organisationId, name: "Ledger" });
    const person = (name: string) => addPerson(db(), { name });
    const [back, moved] = [await person("Bea Back"), await person("Moa Moved")];
    const [gone, twice] = [await person("Gil Gone"), await person("Tom Twice")];
    await term(back, teamId, "2025-02-01T00:00:00Z", "2025-09-01T00:00:00Z");
    await term(back, teamId, "2026-10-05T00:00:00Z");
    await term(moved, teamId, "2025-02-01T00:00:00Z", "2026-10-10T00:00:00Z");
    await term(moved, elsewhere, "2026-10-12T00:00:00Z");
    await term(gone, teamId, "2025-02-01T00:00:00Z", "2026-10-10T00:00:00Z");
    await term(twice, teamId, "2025-02-01T00:00:00Z", "2026-10-10T00:00:00Z");
    await term(twice, elsewhere, "2026-10-12T00:00:00Z", "2026-10-14T00:00:00Z");
    await term(await person("Nell Newcomer"), teamId, "2026-10-02T00:00:00Z");
    await term(await person("Quin Quick"), teamId, "2026-10-02T00:00:00Z", "2026-10-20T00:00:00Z");
    const paused = await term(await person("Pia Paused"), teamId, "2025-02-01T00:00:00Z", "2026-10-10T00:00:00Z");
    await db()
      .insert(guardianMoves)
      .values({ guardianshipId: paused, toState: "paused", at: new Date("2026-09-01T00:00:00Z") });
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.joiners).toEqual(["Nell Newcomer", "Quin Quick"]);
    expect(snapshot.leavers).toEqual(["Gil Gone", "Pia Paused", "Quin Quick", "Tom Twice"]);
    const home = await homePage(leader);
    expect(home.led?.people).toMatchObject({ joined: 2, left: 4 });
    const { figures } = await metricsOf(leader, { quarter: QUARTER, organisation: String(organisationId) });
    const of = (metric: string) => figures.find((each) => each.id === metric)?.quarters.at(-1);
    expect(of("M15")?.value).toBe(2);
    // Retention is of those who were active when the quarter began: one was paused then, and one had not joined.
    expect(of("M16")?.parts.find(({ label }) => label === LEFT)?.count).toBe(2);
  });

  it("count a review that follows a rejected one where that one was first submitted, and say so", async () => {
    const { organisationId, teamId, serviceId, leader } = await house();
    const of = { submitted: "2026-08-01T00:00:00Z", teamId, serviceId };
    const rejected = await addSubmitted(db(), { ...of, decided: "2026-08-10T00:00:00Z", state: "rejected" });
    const next = await addSubmitted(db(), { ...of, previousReviewId: rejected });
    const fromAt = new Date("2026-11-01T00:00:00Z");
    await db().insert(reviewStates).values({ reviewId: next, state: "submitted", fromAt });
    const changed = async (quarter: string) =>
      (await newsletterPage(leader, (await draft(leader, organisationId, { quarter })).id)).changed;
    expect(await changed("2026-Q3")).toMatch(/^2 reviews were first submitted in 2026 Q3[,;]/);
    expect(await changed("2026-Q4")).toBe("No review was first submitted in 2026 Q4 so far.");
  });

  it("ask for guardians of the teams that have none today, whatever was when the quarter ended", async () => {
    const { organisationId, leader } = await house();
    const bare = await addTeam(db(), { organisationId, name: "Loans" });
    const { id } = await draft(leader, organisationId, { quarter: "2026-Q3" });
    const letter = await newsletterPage(leader, id);
    expect(letter.ask).toBe("Nominate a guardian for the eligible team without one.");
    await term(await addPerson(db(), { name: "Nell Newcomer" }), bare, "2026-10-05T00:00:00Z");
    expect((await changesSinceDraft(leader, letter)).map(({ what, before, after }) => [what, before, after])).toEqual([
      ["Teams without a guardian when drafted", "1", "0"],
    ]);
    await draft(leader, organisationId, { quarter: "2026-Q3", refresh: true });
    const { ask, snapshot } = await newsletterPage(leader, id);
    expect([ask, snapshot.coverage]).toEqual(["", { teams: 2, covered: 1, bare: 0 }]);
  });

  it("name what is at risk: late reviews, uncovered services, overdue conditions, waivers to renew", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const bare = await addTeam(db(), { organisationId, name: "Ledger" });
    await addService(db(), { teamId: bare, name: "Ledger core", tier: "high" });
    await addService(db(), { teamId: bare, name: "Ledger docs", tier: "low" });
    const wound = await addTeam(db(), { organisationId, name: "Wound up", eligibleTo: "2026-06-30" });
    await addService(db(), { teamId: wound, name: "Old core", tier: "high" });
    const late = await addSubmitted(db(), {
      submitted: "2026-11-01T00:00:00Z",
      requestedLaunchOn: "2026-11-20",
      teamId,
      serviceId,
    });
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", requestedLaunchOn: "2026-12-20", teamId, serviceId });
    // Launched on the day that was asked for, and open again since.
    await addSubmitted(db(), {
      submitted: "2026-11-01T00:00:00Z",
      requestedLaunchOn: "2026-11-20",
      launchedOn: "2026-11-20",
      teamId,
      serviceId,
    });
    const approved = await addSubmitted(db(), {
      submitted: "2026-09-01T00:00:00Z",
      decided: "2026-09-10T00:00:00Z",
      state: "approved_with_conditions",
      teamId,
      serviceId,
    });
    await addPromises(approved, guardian.personId);
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.late.map(({ reviewId }) => reviewId)).toEqual([late]);
    expect(snapshot.uncovered.map(({ service, team }) => [service.name, team])).toEqual([["Ledger core", "Ledger"]]);
    expect(snapshot.overdueConditions.map(({ text, owner }) => [text, owner])).toEqual([
      ["Rotate the key", "Gus Guardian"],
    ]);
    expect(snapshot.waivers.map(({ expiresOn, expired }) => [expiresOn, expired])).toEqual([
      ["2026-11-01", true],
      ["2027-03-31", false],
    ]);
  });

  it("name the launches of the quarter that were late because of the review, as M20 counts them", async () => {
    const { organisationId, teamId, serviceId, leader } = await house();
    const waited = async (requestedLaunchOn: string, state: ReviewState = "in_review") => {
      const at = { submitted: "2026-09-20T00:00:00Z", decided: "2026-10-20T00:00:00Z" };
      const id = await addSubmitted(db(), { ...at, requestedLaunchOn, teamId, serviceId });
      const [fromAt, toAt] = [new Date(at.submitted), new Date(at.decided)];
      await db().insert(reviewStates).values({ reviewId: id, state, fromAt, toAt });
      return id;
    };
    const [late, later] = [await waited("2026-10-01"), await waited("2026-10-19")];
    await waited("2026-09-30");
    await waited("2026-10-20");
    await waited("2026-10-05", "changes_requested");
    const { id } = await draft(leader, organisationId);
    const letter = await newsletterPage(leader, id);
    expect(letter.snapshot.madeLate).toEqual([
      { reviewId: late, title: "Payments export", requestedOn: "2026-10-01", decidedOn: "2026-10-20" },
      { reviewId: later, title: "Payments export", requestedOn: "2026-10-19", decidedOn: "2026-10-20" },
    ]);
    await waited("2026-10-10");
    expect(await changesSinceDraft(leader, letter)).toContainEqual({
      what: "Launches late because of the review",
      before: "2",
      after: "3",
    });
  });

  it("name the launches of the quarter by break-glass with what stood in their way", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const at = { submitted: "2026-09-01T00:00:00Z", decided: "2026-09-10T00:00:00Z" };
    const reviewId = await addSubmitted(db(), { ...at, teamId, serviceId });
    const elsewhere = await addSubmitted(db(), { ...at, teamId: null, serviceId: await addService(db()) });
    const launch = { reason: "A customer waits", past: ["A gate is unmet."], byId: guardian.personId, at: NOW };
    await db()
      .insert(breakGlassLaunches)
      .values([
        { ...launch, reviewId, launchedOn: "2026-11-03" },
        { ...launch, reviewId, launchedOn: "2026-09-30", at: new Date("2026-09-30T23:00:00Z") },
        { ...launch, reviewId: elsewhere, launchedOn: "2026-11-03" },
      ]);
    const { id } = await draft(leader, organisationId);
    expect((await newsletterPage(leader, id)).snapshot.pastGates).toEqual([
      { reviewId, title: "Payments export", launchedOn: "2026-11-03", past: ["A gate is unmet."] },
    ]);
  });

  it("name a launch by break-glass where it was recorded, too, if its own quarter was over by then", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const of = { submitted: "2026-09-01T00:00:00Z", decided: "2026-09-10T00:00:00Z", teamId, serviceId };
    const reviewId = await addSubmitted(db(), of);
    const launch = { reason: "A customer waits", past: ["A gate is unmet."], byId: guardian.personId, reviewId };
    await db()
      .insert(breakGlassLaunches)
      .values([
        { ...launch, launchedOn: "2026-09-28", at: new Date("2026-10-05T10:00:00Z") },
        { ...launch, launchedOn: "2026-06-20", at: new Date("2026-07-01T10:00:00Z") },
        { ...launch, launchedOn: "2026-12-30", at: new Date("2027-01-02T10:00:00Z") },
      ]);
    const named = async (quarter: string) => {
      const { id } = await draft(at(leader, "2027-01-05T09:00:00Z"), organisationId, { quarter });
      const { snapshot } = await newsletterPage(leader, id);
      return snapshot.pastGates?.map(({ launchedOn }) => launchedOn);
    };
    expect(await named("2026-Q3")).toEqual(["2026-06-20", "2026-09-28"]);
    expect(await named("2026-Q4")).toEqual(["2026-09-28", "2026-12-30"]);
  });

  it("name the findings past their day, escapes first, as the leader's home does", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const of = { submitted: "2026-09-01T00:00:00Z", decided: "2026-09-10T00:00:00Z", teamId, serviceId };
    const reviewId = await addSubmitted(db(), of);
    const dropped = await addSubmitted(db(), { ...of, state: "cancelled" });
    const found = { at: "2026-09-02T00:00:00Z", dueOn: "2026-10-01" };
    await addFinding(db(), reviewId, { ...found, title: "No log", ownerId: guardian.personId });
    await addFinding(db(), reviewId, { ...found, title: "Open port", dueOn: "2026-11-01", escape: true });
    await addFinding(db(), reviewId, { ...found, title: "Due today", dueOn: "2026-11-25" });
    await addFinding(db(), reviewId, { ...found, title: "Fixed", state: "fixed" });
    await addFinding(db(), dropped, { ...found, title: "Dropped" });
    const { id } = await draft(leader, organisationId);
    expect((await newsletterPage(leader, id)).snapshot.overdueFindings).toEqual([
      { reviewId, title: "Open port", severity: "medium", escape: true, owner: null, dueOn: "2026-11-01" },
      { reviewId, title: "No log", severity: "medium", escape: false, owner: "Gus Guardian", dueOn: "2026-10-01" },
    ]);
    const risks = await atRiskBelow(leader);
    expect(risks.named.map(({ kind, verb, thing, note }) => [kind, verb, thing, note])).toEqual([
      ["finding", "Overdue finding", "No log", `REV-${reviewId}, Gus Guardian`],
      ["finding", "Overdue escape", "Open port", `REV-${reviewId}, no owner`],
    ]);
  });

  it("of before are read without what was not in them", async () => {
    const { organisationId, leader } = await house();
    const { id } = await draft(leader, organisationId);
    const [saved] = await db().select().from(newsletters).where(eq(newsletters.id, id));
    const { madeLate: _, pastGates: __, overdueFindings: ___, leadTimes: ____, ...before } = Object(saved?.snapshot);
    const unnamed = { late: 0, uncovered: 0, overdueConditions: 0, waivers: 0 };
    const coverage = { teams: 1, covered: 1 };
    await db()
      .update(newsletters)
      .set({ snapshot: { ...before, unnamed, coverage } })
      .where(eq(newsletters.id, id));
    const letter = await newsletterPage(leader, id);
    expect(letter.snapshot).toMatchObject({
      madeLate: null,
      pastGates: null,
      overdueFindings: null,
      leadTimes: null,
      late: [],
      coverage: { ...coverage, bare: null },
    });
    expect(letter.snapshot.unnamed).toMatchObject({ madeLate: 0, pastGates: 0, overdueFindings: 0 });
    const changes = await changesSinceDraft(leader, letter);
    expect(changes).toContainEqual({ what: "Overdue findings", before: "not recorded", after: "0" });
    expect(changes.map(({ what }) => what)).not.toContain("Teams without a guardian when drafted");
  });

  it("name the waivers that something still stands on, and of a launched change that is closed those of the quarter", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const intake = answered(["iamPolicies"]);
    const at = { submitted: "2026-03-01T00:00:00Z", decided: "2026-03-10T00:00:00Z", teamId, serviceId, intake };
    const closed = { state: "closed", endedAt: new Date("2026-04-01T00:00:00Z") } as const;
    const reviewOf = {
      open: await addSubmitted(db(), { submitted: at.submitted, teamId, serviceId, intake }),
      approved: await addSubmitted(db(), at),
      launched: await addSubmitted(db(), { ...at, launchedOn: "2026-03-20" }),
      over: await addSubmitted(db(), { ...at, ...closed, launchedOn: "2026-03-20" }),
      dropped: await addSubmitted(db(), { ...at, ...closed }),
      cancelled: await addSubmitted(db(), { ...at, ...closed, state: "cancelled" }),
    };
    const given = { reason: "Agreed", approvedById: guardian.personId, approvedAt: new Date("2026-03-05T00:00:00Z") };
    const waiver = { ...given, kind: "gate" } as const;
    for (const reviewId of Object.values(reviewOf)) {
      await addFinding(db(), reviewId, { at: at.submitted, blocking: true });
      await db()
        .insert(exceptions)
        .values([
          { ...waiver, reviewId, gate: "findings", expiresOn: "2026-09-30" },
          { ...waiver, reviewId, gate: "threat_model", expiresOn: "2026-10-01" },
          { ...waiver, reviewId, gate: "policy_checks", expiresOn: "2027-01-15" },
        ]);
    }
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    const named = (wanted: number) =>
      snapshot.waivers.filter(({ reviewId }) => reviewId === wanted).map(({ expiresOn }) => expiresOn);
    const all = ["2026-09-30", "2026-10-01", "2027-01-15"];
    expect(Object.entries(reviewOf).map(([what, reviewId]) => [what, named(reviewId)])).toEqual([
      ["open", all],
      ["approved", all],
      ["launched", all],
      ["over", ["2026-10-01", "2027-01-15"]],
      ["dropped", []],
      ["cancelled", []],
    ]);
  });

  it("name the waivers of gates that are not met, and count no other one next to those that they name", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const of = { decided: "2026-03-10T00:00:00Z", tier: "low", teamId, serviceId } as const;
    const ids: number[] = [];
    for (let each = 0; each < 22; each += 1) {
      ids.push(await addSubmitted(db(), { ...of, submitted: "2026-03-01T00:00:00Z" }));
    }
    const given = {
      kind: "gate" as const,
      gate: "findings",
      reason: "Agreed",
      approvedById: guardian.personId,
      approvedAt: new Date("2026-03-05T00:00:00Z"),
    };
    const expiresOn = (each: number) => (each < 20 ? "2026-11-01" : "2026-12-20");
    await db()
      .insert(exceptions)
      .values(ids.map((reviewId, each) => ({ ...given, reviewId, expiresOn: expiresOn(each) })));
    const named = async () => {
      const { id } = await draft(leader, organisationId, { refresh: true });
      const { snapshot } = await newsletterPage(leader, id);
      const risks = await atRiskBelow(leader);
      expect(risks.named.filter(({ kind }) => kind === "waiver")).toHaveLength(snapshot.waivers.length);
      expect(risks.more).toBe(snapshot.unnamed.waivers);
      return [snapshot.waivers.map(({ reviewId }) => reviewId), snapshot.unnamed.waivers];
    };
    expect(await named()).toEqual([[], 0]);
    for (const reviewId of ids.slice(20)) {
      await addFinding(db(), reviewId, { at: "2026-03-02T00:00:00Z", blocking: true });
    }
    expect(await named()).toEqual([ids.slice(20), 0]);
    for (const reviewId of ids.slice(0, 20)) {
      await addFinding(db(), reviewId, { at: "2026-03-02T00:00:00Z", blocking: true });
    }
    expect(await named()).toEqual([ids.slice(0, 20), 2]);
  });

  it("name the results that are waived and the accepted risks, as their end is announced", async () => {
    const { organisationId, teamId, serviceId, guardian, leader } = await house();
    const at = { submitted: "2026-09-01T00:00:00Z", decided: "2026-09-10T00:00:00Z", teamId, serviceId };
    const reviewId = await addSubmitted(db(), at);
    await addRun(
      reviewId,
      1,
      { "Role/Export": "fail" },
      { reasons: [{ fingerprint: "still" }, { fingerprint: "again" }, { fingerprint: "advice", level: "warning" }] },
    );
    await db().update(reviews).set({ currentRevision: 1 }).where(eq(reviews.id, reviewId));
    const waiver = { reviewId, documentName: "policy.json", reason: "Agreed", approvedAt: LONG_AGO };
    const given = { ...waiver, kind: "result", approvedById: guardian.personId } as const;
    await db()
      .insert(exceptions)
      .values([
        { ...given, fingerprint: "still", expiresOn: "2027-01-15" },
        { ...given, fingerprint: "again", expiresOn: "2026-10-01" },
        { ...given, fingerprint: "mended", expiresOn: "2027-01-15" },
        { ...given, fingerprint: "advice", expiresOn: "2027-01-15" },
      ]);
    const found = { at: "2026-09-02T00:00:00Z", title: "No owner" };
    await addFinding(db(), reviewId, { ...found, state: "accepted", acceptedUntil: "2026-12-31" });
    await addFinding(db(), reviewId, { ...found, title: "No log", state: "open" });
    const { id } = await draft(leader, organisationId);
    const { snapshot } = await newsletterPage(leader, id);
    expect(snapshot.waivers.map(({ gate, expiresOn, expired }) => [gate, expiresOn, expired])).toEqual([
      ["A result in policy.json", "2026-10-01", true],
      ["The accepted risk of “No owner”", "2026-12-31", false],
      ["A result in policy.json", "2027-01-15", false],
    ]);
  });

  it("count what is at risk next to the twenty worst that they name", async () => {
    const { organisationId, leader } = await house();
    const bare = await addTeam(db(), { organisationId, name: "Ledger" });
    for (let number = 1; number <= 22; number += 1) {
      await addService(db(), { teamId: bare, name: `Ledger ${number}`, tier: "high" });
    }
    const { id } = await draft(leader, organisationId);
    const letter = await newsletterPage(leader, id);
    expect(letter.snapshot.uncovered).toHaveLength(20);
    expect(letter.snapshot.unnamed).toEqual({
      ...{ madeLate: 0, late: 0, pastGates: 0, uncovered: 2 },
      ...{ overdueFindings: 0, overdueConditions: 0, waivers: 0 },
    });
    await addService(db(), { teamId: bare, name: "Ledger 23", tier: "high" });
    expect(await changesSinceDraft(leader, letter)).toEqual([
      { what: "High-risk services without a guardian", before: "22", after: "23" },
    ]);
  });

  it("hold belts of the quarter, and the goals of the program and their organisation with their values then", async () => {
    const { organisationId, guardian, manager } = await house();
    await award(guardian, { belt: "white", at: "2026-10-01T00:00:00Z" });
    await award(guardian, { belt: "yellow", at: "2026-10-02T00:00:00Z", revokedAt: NOW });
    await award(guardian, { belt: "green", at: "2026-09-30T23:59:59Z" });
    const elsewhere = await addOrganisation(db());
    const goal = {
      ...{ businessGoal: "Launch sooner", outcome: "Reviews take less time", metric: "M6", baseline: 12, target: 5 },
      ...{ direction: "down" as const, dueOn: "2026-12-31", createdAt: LONG_AGO },
    };
    const own = { ...goal, outcome: "Few reviews of ours are open", organisationId };
    await db()
      .insert(goals)
      .values([goal, own, { ...own, organisationId: elsewhere }]);
    const { id } = await draft(manager, organisationId);
    const { snapshot } = await newsletterPage(manager, id);
    expect(snapshot.belts).toEqual([{ person: "Gus Guardian", belt: "white", on: "2026-10-01" }]);
    const frozen = {
      metric: "M6",
      unit: "open reviews",
      baseline: 12,
      now: 0,
      window: "when drafted",
      target: 5,
      note: null,
      trend: [],
    };
    expect(snapshot.goals).toEqual([
      { outcome: "Reviews take less time", organisation: null, rows: {}, ...frozen },
      {
        ...{ outcome: "Few reviews of ours are open", organisation: "Payments" },
        ...{ rows: { organisation: String(organisationId) }, ...frozen },
      },
    ]);
  });

  it("hold the goals that stand next to the same numbers on the page of the metrics, and say whose each is", async () => {
    const { organisationId, leader } = await house();
    const below = await addOrganisation(db(), { name: "Cards and codes", parentId: organisationId });
    const elsewhere = await addOrganisation(db(), { name: "Lending" });
    const goal = {
      ...{ businessGoal: "Launch sooner", outcome: "Few reviews are open", metric: "M6", baseline: 12, target: 5 },
      ...{ direction: "down" as const, dueOn: "2026-12-31", createdAt: LONG_AGO },
    };
    const of = [null, organisationId, below, elsewhere];
    await db()
      .insert(goals)
      .values(of.map((organisationId) => ({ ...goal, organisationId })));
    const reader = { ...leader, actor: { ...leader.actor, organisationIds: [organisationId, below] } };
    const { id } = await draft(reader, organisationId);
    const set = (await newsletterPage(reader, id)).snapshot.goals.map(({ organisation }) => organisation);
    expect(set).toEqual([null, "Payments", "Cards and codes"]);
    const { goals: shown } = await metricsPage(reader, { organisation: String(organisationId) });
    expect(shown?.map(({ organisation }) => organisation?.name ?? null)).toEqual(set);
  });

  it("hold the quarters that led to what stands: the lead time of six, and of a goal those that have ended", async () => {
    const { organisationId, teamId, serviceId, manager } = await house();
    for (let n = 0; n < 5; n++) {
      const of = { submitted: "2026-05-04T00:00:00Z", decided: "2026-05-06T00:00:00Z", teamId, serviceId };
      await addSubmitted(db(), of);
      await addSubmitted(db(), { ...of, submitted: "2026-10-05T00:00:00Z", decided: "2026-10-11T00:00:00Z" });
    }
    await db()
      .insert(goals)
      .values({
        ...{ businessGoal: "Launch sooner", outcome: "Reviews take less time", metric: "M1", baseline: 6, target: 4 },
        ...{ direction: "down" as const, dueOn: "2026-12-31", createdAt: LONG_AGO },
      });
    const { id } = await draft(manager, organisationId);
    const { leadTimes, goals: set } = (await newsletterPage(manager, id)).snapshot;
    expect(leadTimes?.map(({ quarter, leadTime }) => [quarter.key, leadTime.n, leadTime.median.value])).toEqual([
      ["2025-Q3", 0, null],
      ["2025-Q4", 0, null],
      ["2026-Q1", 0, null],
      ["2026-Q2", 5, 2 * 86_400],
      ["2026-Q3", 0, null],
      ["2026-Q4", 5, 6 * 86_400],
    ]);
    expect(set.map(({ now, window, trend, rows }) => [now, window, trend, rows])).toEqual([
      [null, "2026 Q3", [null, null, null, 2, null], { quarter: "2026-Q3" }],
    ]);
  });

  it("list the belts of those who were guardians of their teams in the quarter, not of anyone who was so once", async () => {
    const { organisationId, teamId, leader, manager } = await house();
    const elsewhere = await addOrganisation(db());
    const other = await addTeam(db(), { organisationId: elsewhere });
    const moved = await addPerson(db(), { name: "Moa Moved" });
    await term(moved, teamId, "2023-02-01T00:00:00Z", "2024-06-01T00:00:00Z");
    await term(moved, other, "2025-02-01T00:00:00Z");
    const changed = await addPerson(db(), { name: "Cid Changed" });
    await term(changed, teamId, "2025-02-01T00:00:00Z", "2026-10-10T00:00:00Z");
    await term(changed, other, "2026-10-10T00:00:00Z");
    await award(moved, { belt: "white", at: "2026-10-05T00:00:00Z" });
    await award(changed, { belt: "white", at: "2026-10-20T00:00:00Z" });
    const beltsOf = async (ctx: Context, organisation: number) => {
      const { id } = await draft(ctx, organisation);
      return (await newsletterPage(ctx, id)).snapshot.belts.map(({ person }) => person);
    };
    expect(await beltsOf(leader, organisationId)).toEqual(["Cid Changed"]);
    expect(await beltsOf(manager, elsewhere)).toEqual(["Moa Moved", "Cid Changed"]);
  });

  it("name the leader who is here: anyone who has left leads nothing any more", async () => {
    const { organisationId, leader, manager } = await house();
    await addPerson(db(), { name: "Lou Later", roles: ["leader"], organisationId });
    const leftId = leader.actor.kind === "person" ? leader.actor.personId : 0;
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, leftId));
    const { id } = await draft(manager, organisationId);
    expect((await newsletterPage(manager, id)).leader).toBe("Lou Later");
  });

  it("are read by the program's staff and the organisation's leader, and written by a manager or that leader", async () => {
    const { organisationId, leader, guardian } = await house();
    const { id } = await draft(leader, organisationId);
    const person = async (parts: Parameters<typeof addPerson>[1]) => context(db(), await addPerson(db(), parts));
    const engineer = await person({ roles: ["security_engineer"] });
    const otherLeader = await person({ roles: ["leader"], organisationId: await addOrganisation(db()) });
    const builder = context(db(), guardian);
    expect((await listNewsletters(engineer)).map((row) => row.id)).toEqual([id]);
    expect(await listNewsletters(otherLeader)).toEqual([]);
    await expect(newsletterPage(otherLeader, id)).rejects.toThrow(NotFound);
    await expect(editNewsletter(builder, id, { ask: "x" })).rejects.toThrow(NotFound);
    await expect(editNewsletter(engineer, id, { ask: "x" })).rejects.toThrow(Forbidden);
    await expect(draft(otherLeader, organisationId)).rejects.toThrow(Forbidden);
    await expect(draft(leader, organisationId, { quarter: "2027-Q1" })).rejects.toThrow(Invalid);
    await expect(draft(leader, organisationId, { quarter: "Q4" })).rejects.toThrow(/2026-Q3/);
    await expect(editNewsletter(leader, id, {})).rejects.toThrow(Invalid);
    expect(await db().select({ type: events.type }).from(events)).toHaveLength(1);
  });

  /** Someone was a guardian of a team from one instant to another, or is so still. */
  async function term({ personId }: { personId: number }, teamId: number, from: string, to: string | null = null) {
    const [row] = await db()
      .insert(guardianships)
      .values({
        ...{ personId, teamId, rationale: "Asks good questions", state: to ? "alumni" : "active" },
        ...{ nominatedAt: LONG_AGO, consentedAt: LONG_AGO, activeAt: new Date(from) },
        endedAt: to ? new Date(to) : null,
      })
      .returning({ id: guardianships.id });
    return row?.id ?? 0;
  }

  async function award(
    { personId }: { personId: number },
    { belt, at, revokedAt = null }: { belt: Belt; at: string; revokedAt?: Date | null },
  ): Promise<void> {
    const criteria = { white: {}, yellow: {}, green: {}, black: {} };
    await db().insert(beltCriteria).values({ version: 1, criteria, publishedAt: LONG_AGO }).onConflictDoNothing();
    const kept = { criteriaVersion: 1, evidence: {}, note: "", awardedById: personId };
    await db()
      .insert(beltAwards)
      .values({ personId, belt, ...kept, awardedAt: new Date(at), revokedAt });
  }

  async function decide(reviewId: number, outcome: "approved" | "rejected", at: string, revision = 1): Promise<void> {
    const decision = { reviewId, cycle: 1, revision, outcome, digest: "d", seen: {} };
    await db()
      .insert(reviewDecisions)
      .values({ ...decision, decidedAt: new Date(at) });
  }

  async function addRun(
    reviewId: number,
    revision: number,
    verdicts: Record<string, Verdict>,
    { reasons = [], documentName = "policy.json", check = "no_new_access" }: RunParts = {},
  ): Promise<void> {
    await db().insert(blobs).values({ sha256: "a", content: "{}", bytes: 2, createdAt: NOW }).onConflictDoNothing();
    await db().insert(checkProfiles).values({ name: "Default", tiers: [], createdAt: NOW }).onConflictDoNothing();
    const [profile] = await db().select().from(checkProfiles).where(eq(checkProfiles.name, "Default"));
    const [version] = await db()
      .insert(checkProfileVersions)
      .values({
        profileId: profile?.id ?? 0,
        version: reviewId * 10 + revision,
        definition: NO_CHECKS,
        publishedAt: NOW,
      })
      .returning();
    const [run] = await db()
      .insert(checkRuns)
      .values({
        reviewId,
        revision,
        profileVersionId: version?.id ?? 0,
        documentsDigest: "d",
        analyzer: "engine",
        state: "finished",
        queuedAt: NOW,
      })
      .returning();
    const result = { runId: run?.id ?? 0, sha256: "a", documentName, check };
    await db()
      .insert(checkResults)
      .values(
        Object.entries(verdicts).map(([logicalId, verdict]) => ({
          ...result,
          logicalId,
          verdict,
          blocking: true,
          message: "",
          reasons: reasons.map((reason) => ({ statementIndex: 0, description: "", ...reason })),
        })),
      );
  }

  async function addPromises(reviewId: number, ownerId: number): Promise<void> {
    const [decision] = await db()
      .insert(reviewDecisions)
      .values({
        reviewId,
        cycle: 1,
        revision: 1,
        outcome: "approved_with_conditions",
        digest: "d",
        seen: {},
        decidedAt: NOW,
      })
      .returning();
    const condition = { reviewId, decisionId: decision?.id ?? 0, when: "after_launch" as const, ownerId };
    await db()
      .insert(reviewConditions)
      .values([
        { ...condition, text: "Rotate the key", dueOn: "2026-11-24" },
        { ...condition, text: "Write the runbook", dueOn: "2026-11-25" },
        { ...condition, text: "Close the port", dueOn: "2026-11-01", verifiedAt: NOW },
      ]);
    await addFinding(db(), reviewId, { at: "2026-09-02T00:00:00Z", blocking: true });
    const waiver = {
      kind: "gate" as const,
      reviewId,
      gate: "findings",
      reason: "Agreed",
      approvedById: ownerId,
      approvedAt: new Date("2026-09-05T00:00:00Z"),
    };
    await db()
      .insert(exceptions)
      .values([
        { ...waiver, expiresOn: "2026-11-01" },
        // Renewed: only the renewal still holds anything.
        { ...waiver, gate: "threat_model", expiresOn: "2026-10-01" },
        { ...waiver, gate: "threat_model", expiresOn: "2027-03-31" },
        { ...waiver, gate: "policy_checks", expiresOn: "2027-04-01" },
        { ...waiver, gate: "conflicts", expiresOn: "2026-11-02", endedAt: NOW },
      ]);
  }
});
