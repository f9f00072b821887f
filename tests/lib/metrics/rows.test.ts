import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  blobs,
  courses,
  guardianMoves,
  guardianships,
  reviewArtefacts,
  reviewDecisions,
  reviewStates,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { metricRowsOutput } from "#lib/metrics/output.ts";
import { metricRows, ROWS_PER_PAGE } from "#lib/metrics/rows.ts";
import { RISKY_UNCOVERED } from "#lib/metrics/rules/definitions.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";

describe("the rows behind a metric", () => {
  const db = useDatabase();

  async function house() {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    const serviceId = await addService(db(), { teamId });
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    return { organisationId, teamId, serviceId, manager };
  }

  it("stand in the arm of the first submit that their lead time runs from, where they follow rejected ones", async () => {
    const { manager, teamId, serviceId } = await house();
    const { personId } = await addPerson(db(), { teamId, guardian: true });
    const at = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-13T00:00:00Z", teamId, serviceId };
    const rejected = { ...at, state: "rejected" as const };
    const without = await addSubmitted(db(), rejected);
    const gained = await addSubmitted(db(), { ...rejected, previousReviewId: without, guardianAtSubmitId: personId });
    const again = await addSubmitted(db(), { ...at, previousReviewId: gained, guardianAtSubmitId: personId });
    const led = await addSubmitted(db(), { ...rejected, guardianAtSubmitId: personId });
    const lost = await addSubmitted(db(), { ...at, previousReviewId: led });
    const { reviews, byArm } = await metricRows(manager, "M1", { quarter: "2026-Q4" });
    expect(new Map(reviews.map(({ id, arm }) => [id, arm]))).toEqual(
      new Map([
        [without, "none"],
        [gained, "none"],
        [again, "none"],
        [led, "guardian"],
        [lost, "guardian"],
      ]),
    );
    expect(byArm?.teams).toEqual({ guardian: 1, none: 1 });
    const other = await addTeam(db());
    const elsewhere = { teamId: other, serviceId: await addService(db(), { teamId: other }) };
    const first = await addSubmitted(db(), { ...rejected, ...elsewhere });
    await addSubmitted(db(), { ...at, ...elsewhere, previousReviewId: first, guardianAtSubmitId: personId });
    const later = await metricRows(manager, "M2", { quarter: "2026-Q4" });
    expect(later.byArm?.teams).toEqual({ guardian: 1, none: 2 });
  });

  it("of speed are of the program over four quarters as the day began, whatever is asked for, and tell what is not compared", async () => {
    const { manager, organisationId, teamId, serviceId } = await house();
    const { personId } = await addPerson(db(), { teamId, guardian: true });
    const times = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-13T00:00:00Z" };
    const at = { ...times, teamId, serviceId, type: "new_service" as const };
    const compared = [
      await addSubmitted(db(), { ...at, tier: "medium", guardianAtSubmitId: personId }),
      await addSubmitted(db(), { ...at, tier: "medium" }),
    ];
    const alone = await addSubmitted(db(), { ...at, tier: "high", submitted: "2026-02-10T00:00:00Z" });
    await addSubmitted(db(), { ...at, tier: "medium", submitted: NOW.toISOString(), decided: undefined });
    const address = { quarter: "2026-Q3", team: String(await addTeam(db(), { organisationId })) };
    const { counted, reviews, ...head } = await metricRows(manager, "M2", address);
    expect(head).toMatchObject({
      scope: { label: "The program", organisation: null, team: null },
      from: { key: "2025-Q4" },
      quarter: { key: "2026-Q3" },
      asOf: "2026-11-24T23:59:59.999Z",
      endedAsOf: "2026-11-24T23:59:59.999Z",
    });
    expect(counted).toEqual([{ label: "Compared", kind: "words" }]);
    const said = (of: string) => reviews.filter(({ counted: [word] }) => word === of).map(({ id }) => id);
    expect([said("Yes").toSorted(), said("Excluded")]).toEqual([compared, [alone]]);
    const { total } = await metricRows(manager, "M2", { quarter: "2026-Q4" });
    expect(total).toBe(3);
  });

  it("of the backlog are of a moment, and of no quarter", async () => {
    const { manager } = await house();
    const { from, quarter, asOf, endedAsOf } = await metricRows(manager, "M6", { quarter: "2026-Q3" });
    expect({ from, quarter, asOf, endedAsOf }).toEqual({
      from: null,
      quarter: null,
      asOf: NOW.toISOString(),
      endedAsOf: NOW.toISOString(),
    });
    expect(await metricRows(manager, "M1", { quarter: "2026-Q3" })).toMatchObject({
      from: { key: "2026-Q3" },
      quarter: { key: "2026-Q3" },
    });
  });

  it("are the reviews the number counts, each with what it adds", async () => {
    const { manager, teamId, serviceId } = await house();
    const guardian = await addPerson(db(), { name: "Gus", teamId, guardian: true });
    const counted = await addSubmitted(db(), {
      submitted: "2026-10-10T00:00:00Z",
      decided: "2026-10-13T00:00:00Z",
      guardianAtSubmitId: guardian.personId,
      teamId,
      serviceId,
    });
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", teamId, serviceId });
    await addSubmitted(db(), { submitted: "2026-02-01T00:00:00Z", teamId, serviceId });
    await addFinding(db(), counted, { at: "2026-10-11T00:00:00Z", raisedById: guardian.personId });
    const behind = async (metric: string) => {
      const answer = await metricRows(manager, metric, { quarter: "2026-Q4" });
      expect(metricRowsOutput.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      return answer;
    };
    const { reviews, total } = await behind("M1");
    expect(total).toBe(2);
    expect(reviews[1]).toMatchObject({
      ref: `REV-${counted}`,
      guardian: "Gus",
      arm: "guardian",
      outcome: "decided",
      seconds: 3 * 86_400,
      findings: 1,
    });
    expect(reviews[0]).toMatchObject({ arm: "none", outcome: "open", findings: 0 });
    expect((await behind("M3")).total).toBe(2);
    expect((await behind("M6")).total).toBe(2);
    expect((await behind("M10")).reviews.map(({ id }) => id)).toEqual([counted]);
  });

  describe("hold what the number counts of each", () => {
    const behind = async (reader: Context, metric: string, address: Record<string, string> = {}) => {
      const answer = await metricRows(reader, metric, { quarter: "2026-Q4", ...address });
      expect(metricRowsOutput.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      const { counted, reviews } = answer;
      return [counted.map(({ label }) => label), ...reviews.map(({ counted }) => counted)];
    };
    const states = async (reviewId: number, ...spans: [from: string, state: ReviewState][]) => {
      const rows = spans.map(([from, state], index) => {
        const next = spans[index + 1]?.[0];
        return { reviewId, state, fromAt: new Date(from), toAt: next ? new Date(next) : null };
      });
      await db().insert(reviewStates).values(rows);
    };
    const DAY = 86_400;

    it("findings, those that blocked, and those of the quarter by when they were found, each where it is the number", async () => {
      const { manager, teamId, serviceId } = await house();
      const at = { submitted: "2026-10-10T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId };
      const id = await addSubmitted(db(), at);
      await addFinding(db(), id, { at: "2026-10-11T00:00:00Z" });
      await addFinding(db(), id, { at: "2026-10-12T00:00:00Z", blocking: true });
      await addFinding(db(), id, { at: "2026-11-12T00:00:00Z", escape: true, phase: "after_launch" });
      expect(await behind(manager, "M3")).toEqual([["Findings"], [2]]);
      expect(await behind(manager, "M3", { asOf: "2026-10-11" })).toEqual([["Findings"], [1]]);
      expect(await behind(manager, "M4")).toEqual([["Findings"], [2]]);
      expect(await behind(manager, "M3b")).toEqual([["Blocking"], [1]]);
      expect(await behind(manager, "M22")).toEqual([
        ["Found early", "Found"],
        [2, 3],
      ]);
      expect(await behind(manager, "M1")).toEqual([[], []]);
      expect(await behind(manager, "M6")).toEqual([[]]);
    });

    it("the response, the verdict of the review and of the checks, the launch and the turns", async () => {
      const { manager, teamId, serviceId } = await house();
      const guardian = await addPerson(db(), { teamId, guardian: true });
      const id = await addSubmitted(db(), {
        ...{ submitted: "2026-10-10T00:00:00Z", decided: "2026-10-20T00:00:00Z", teamId, serviceId },
        ...{ firstResponseAt: new Date("2026-10-12T00:00:00Z"), guardianAtSubmitId: guardian.personId },
        ...{ requestedLaunchOn: "2026-10-15", launchedOn: "2026-10-22" },
      });
      await states(
        id,
        ["2026-10-10", "submitted"],
        ["2026-10-13", "changes_requested"],
        ["2026-10-14", "in_review"],
        ["2026-10-20", "approved"],
      );
      await db()
        .insert(reviewDecisions)
        .values({
          ...{ reviewId: id, cycle: 1, revision: 1, outcome: "approved", digest: "", seen: {} },
          decidedAt: new Date("2026-10-20T00:00:00Z"),
        });
      expect(await behind(manager, "M7")).toEqual([["Response or age"], [2 * DAY]]);
      expect(await behind(manager, "M8")).toEqual([["Decision"], ["After changes"]]);
      expect(await behind(manager, "M10")).toEqual([["Involved"], ["No"]]);
      expect(await behind(manager, "M20")).toEqual([
        ["Launch or age", "Late because of the review"],
        [12 * DAY, "Yes"],
      ]);
      expect(await behind(manager, "M23")).toEqual([
        ["Reviewer", "Requester", "On hold"],
        [9 * DAY, DAY, 0],
      ]);
      const added = new Date("2026-10-10T00:00:00Z");
      await db().insert(blobs).values({ sha256: "one", content: "{}", bytes: 2, createdAt: added });
      const document = { name: "a.json", format: "policy", language: "json", sha256: "one", policies: 1 } as const;
      await db()
        .insert(reviewArtefacts)
        .values({ reviewId: id, ...document, addedAt: added });
      expect(await behind(manager, "M19")).toEqual([
        ["First revision", "At approval"],
        ["not run", "not run"],
      ]);
    });

    it("the escapes of approvals whose 90 days have passed", async () => {
      const { manager, teamId, serviceId } = await house();
      const at = { submitted: "2026-04-05T00:00:00Z", decided: "2026-04-10T00:00:00Z", teamId, serviceId };
      const id = await addSubmitted(db(), at);
      await db()
        .insert(reviewDecisions)
        .values({
          ...{ reviewId: id, cycle: 1, revision: 1, outcome: "approved", digest: "", seen: {} },
          decidedAt: new Date(at.decided),
        });
      await addFinding(db(), id, { at: "2026-05-08T00:00:00Z", escape: true, phase: "after_launch" });
      await addFinding(db(), id, { at: "2026-10-08T00:00:00Z", escape: true, phase: "after_launch" });
      expect(await behind(manager, "M5", { quarter: "2026-Q2" })).toEqual([["Escapes"], [1]]);
    });
  });

  it("of a day of the past say what had been found by then, as the number does", async () => {
    const { manager, teamId, serviceId } = await house();
    const one = await addSubmitted(db(), {
      submitted: "2026-10-10T00:00:00Z",
      decided: "2026-10-13T00:00:00Z",
      teamId,
      serviceId,
    });
    await addFinding(db(), one, { at: "2026-10-11T12:00:00Z" });
    await addFinding(db(), one, { at: "2026-10-12T12:00:00Z" });
    await addFinding(db(), one, { at: "2026-11-12T12:00:00Z", escape: true, phase: "after_launch" });
    const on = async (asOf: string) => {
      const { reviews } = await metricRows(manager, "M3", { quarter: "2026-Q4", asOf });
      return reviews.map(({ findings, escapes }) => [findings, escapes]);
    };
    expect(await on("2026-10-11")).toEqual([[1, 0]]);
    expect(await on("2026-10-31")).toEqual([[2, 0]]);
    expect(await on("2026-11-12")).toEqual([[2, 1]]);
  });

  it("stop at what the reader may see, and at a metric that does not exist", async () => {
    const { manager, organisationId, teamId, serviceId } = await house();
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", teamId, serviceId });
    await addSubmitted(db(), { submitted: "2026-11-01T00:00:00Z", serviceId });
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    expect((await metricRows(manager, "M1", {})).total).toBe(2);
    expect((await metricRows(leader, "M1", {})).total).toBe(1);
    expect((await metricRows(context(db(), await addPerson(db())), "M1", {})).total).toBe(0);
    await expect(metricRows(manager, "M99", {})).rejects.toThrow(NotFound);
  });

  it("of coverage are the eligible teams that it counts, of the reader's own reach, then and now, uncovered ones first", async () => {
    const { manager, organisationId, teamId } = await house();
    const other = await addOrganisation(db());
    const [bare, covered, left, elsewhere] = [
      await addTeam(db(), { name: "Bare", organisationId }),
      await addTeam(db(), { name: "Covered", organisationId }),
      await addTeam(db(), { name: "Left", organisationId, eligibleTo: "2026-06-30" }),
      await addTeam(db(), { name: "Also bare", organisationId: other }),
    ];
    for (const each of [bare, covered, left, elsewhere]) {
      await addService(db(), { name: `Ledger ${each}`, teamId: each, tier: "high" });
    }
    await addService(db(), { name: "Archive", teamId: bare, tier: "high" });
    await addService(db(), { name: "Blog", teamId: bare, tier: "medium" });
    await addService(db(), { teamId, tier: "medium" });
    const { personId } = await addPerson(db(), { teamId: covered, guardian: true });
    await db()
      .update(guardianships)
      .set({ activeAt: new Date("2026-08-01T00:00:00Z") })
      .where(eq(guardianships.personId, personId));
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    const of = async (reader: Context, address: Record<string, string> = {}) => {
      const answer = await metricRows(reader, "M9", address);
      expect(metricRowsOutput.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      const { behind, teams = [], total, figure } = answer;
      const now = figure?.quarters.at(-1);
      const bare = teams?.filter(({ guardians, services }) => guardians === 0 && services.length > 0) ?? [];
      expect([behind, total]).toEqual(["teams", teams?.length]);
      expect([now?.n, now?.parts.find(({ label }) => label === RISKY_UNCOVERED)?.count]).toEqual([total, bare.length]);
      expect(teams?.filter(({ guardians }) => guardians > 0).length).toBe(Math.round((now?.value ?? 0) * total));
      expect(teams?.slice(0, bare.length)).toEqual(bare);
      return bare.map(({ name }) => name);
    };
    expect(await of(manager)).toEqual(["Also bare", "Bare"]);
    expect(await of(leader)).toEqual(["Bare"]);
    expect(await of(leader, { quarter: "2026-Q2" })).toEqual(["Bare", "Covered", "Left"]);
    expect(await of(leader, { asOf: "2026-07-31" })).toEqual(["Bare", "Covered"]);
    expect((await metricRows(leader, "M9", {})).teams).toMatchObject([
      { id: bare, name: "Bare", guardians: 0, services: ["Archive", `Ledger ${bare}`] },
      { id: teamId, guardians: 0, services: [] },
      { id: covered, name: "Covered", guardians: 1, services: [`Ledger ${covered}`] },
    ]);
    expect(await of(context(db(), await addPerson(db())))).toEqual([]);
    expect((await metricRows(manager, "M8", {})).teams).toBeNull();
  });

  it("of threat models are those whose first version with a threat arrived, with who wrote it, as far as the reader may see them", async () => {
    const { manager, organisationId, teamId, serviceId } = await house();
    const other = await addTeam(db());
    const elsewhere = await addService(db(), { teamId: other });
    const add = async (name: string, authors: readonly ("guardian" | "engineer")[], day: string, of = serviceId) => {
      const createdAt = new Date(`${day}T00:00:00Z`);
      const [model] = await db().insert(threatModels).values({ serviceId: of, name, createdAt }).returning();
      for (const [index, authorRole] of authors.entries()) {
        const seq = index + 1;
        const file = {
          format: "threat_composer",
          shape: "",
          fileName: "m.json",
          sha256: `${seq}`,
          content: "{}",
        } as const;
        const counts = { threats: index, mitigations: 0, assumptions: 0, undocumented: 0, warnings: [] };
        const row = { threatModelId: model?.id ?? 0, seq, ...file, ...counts, authorRole, createdAt };
        await db().insert(threatModelVersions).values(row);
      }
      return model?.id ?? 0;
    };
    const paid = await add("Payments", ["engineer", "guardian", "engineer"], "2026-10-02");
    const sealed = await add("Ledger", ["guardian", "engineer"], "2026-10-04", elsewhere);
    await add("Empty", ["guardian"], "2026-10-03");
    await add("Before", ["guardian", "guardian"], "2026-09-30");
    const of = async (reader: Context, address: Record<string, string> = {}) => {
      const answer = await metricRows(reader, "M11", address);
      expect(metricRowsOutput.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      expect([answer.behind, answer.total]).toEqual(["models", answer.models?.length]);
      return answer.models;
    };
    const models = await of(manager);
    expect(models).toMatchObject([
      { id: sealed, name: "Ledger", version: 2, author: "engineer", on: "2026-10-04" },
      { id: paid, name: "Payments", version: 2, author: "guardian", on: "2026-10-02" },
    ]);
    expect((await metricRows(manager, "M11", {})).figure?.quarters.at(-1)).toMatchObject({ n: 2, value: 1 / 2 });
    expect((await of(manager, { asOf: "2026-10-03" }))?.map(({ name }) => name)).toEqual(["Payments"]);
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    expect((await of(leader))?.map(({ name }) => name)).toEqual(["Payments"]);
    expect(await of(context(db(), await addPerson(db(), { teamId: await addTeam(db()) })))).toEqual([]);
    expect((await of(context(db(), await addPerson(db(), { teamId }))))?.map(({ name }) => name)).toEqual(["Payments"]);
    expect((await metricRows(manager, "M9", {})).models).toBeNull();
  });

  it("of new guardians and of retention are the people counted, with what became of them, and never why", async () => {
    const { manager, organisationId, teamId } = await house();
    const team = await addTeam(db(), { name: "Tills", organisationId });
    const guardian = async (name: string, activeAt: string, of = team) => {
      const { personId } = await addPerson(db(), { name, teamId: of, guardian: true });
      const at = new Date(`${activeAt}T00:00:00Z`);
      const [row] = await db()
        .update(guardianships)
        .set({ activeAt: at })
        .where(eq(guardianships.personId, personId))
        .returning();
      return { personId, guardianshipId: row?.id ?? 0 };
    };
    await guardian("Kim Kept", "2026-02-01");
    const paused = await guardian("Pat Paused", "2026-02-02");
    const left = await guardian("Lou Left", "2026-02-03");
    await guardian("Nell New", "2026-10-07");
    await guardian("Olga Other", "2026-10-08", await addTeam(db()));
    const at = new Date("2026-10-05T00:00:00Z");
    const move = { guardianshipId: paused.guardianshipId, fromState: "active", toState: "paused", at } as const;
    await db().insert(guardianMoves).values(move);
    await db()
      .update(guardianships)
      .set({ state: "alumni", endedAt: at, leavingReason: "no_time" })
      .where(eq(guardianships.id, left.guardianshipId));
    const of = async (reader: Context, metric: "M15" | "M16", address: Record<string, string> = {}) => {
      const answer = await metricRows(reader, metric, address);
      expect(metricRowsOutput.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      const { behind, total, guardians, figure } = answer;
      expect([behind, total]).toEqual(["guardians", guardians?.length]);
      expect(figure?.quarters.at(-1)?.n).toBe(total);
      expect(JSON.stringify(guardians)).not.toContain("no_time");
      return guardians?.map(({ name, team, since, state }) => [name, team, since, state].join(", "));
    };
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    const joined = "Nell New, Tills, 2026-10-07, active";
    expect(await of(leader, "M15")).toEqual([joined]);
    expect(await of(manager, "M15")).toEqual([joined, expect.stringMatching(/^Olga Other, .*, 2026-10-08, active$/)]);
    expect(await of(manager, "M15", { quarter: "2026-Q3" })).toEqual([]);
    expect(await of(leader, "M16")).toEqual([
      "Kim Kept, Tills, 2026-02-01, active",
      "Lou Left, Tills, 2026-02-03, left",
      "Pat Paused, Tills, 2026-02-02, paused",
    ]);
    const then = await of(leader, "M16", { quarter: "2026-Q3" });
    expect(then?.map((said) => said.split(", ").at(-1))).toEqual(["active", "active", "active"]);
    expect(await of(context(db(), await addPerson(db(), { teamId })), "M16")).toEqual([]);
    expect((await metricRows(manager, "M17", {})).behind).toBe("nothing");
  });

  it("of lead time have the arms next to them, of the whole program, where enough teams have both", async () => {
    const { manager, organisationId } = await house();
    const inTeam = async (index: number) => {
      const teamId = await addTeam(db(), { organisationId });
      const serviceId = await addService(db(), { teamId });
      const guardian = await addPerson(db(), { teamId, guardian: true });
      const at = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-13T00:00:00Z", teamId, serviceId };
      for (let each = 0; each < 2; each++) {
        const tier = index === 0 ? ("high" as const) : ("medium" as const);
        await addSubmitted(db(), { ...at, tier, guardianAtSubmitId: guardian.personId });
        await addSubmitted(db(), { ...at, tier });
      }
    };
    for (let index = 0; index < 9; index++) await inTeam(index);
    const few = (await metricRows(manager, "M1", { quarter: "2026-Q3" })).byArm;
    expect(few).toMatchObject({ state: "too_few_teams", teams: { guardian: 9, none: 9 }, mix: [], tiers: [] });
    for (let index = 9; index < 12; index++) await inTeam(index);
    const leader = context(
      db(),
      await addPerson(db(), { roles: ["leader"], organisationId: await addOrganisation(db()) }),
    );
    const { byArm } = await metricRows(leader, "M1", {});
    expect(byArm).toMatchObject({ state: "shown", from: { key: "2026-Q1" }, to: { key: "2026-Q4", inProgress: true } });
    expect(byArm?.mix).toEqual([
      { tier: "low", guardian: 0, none: 0 },
      { tier: "medium", guardian: 22, none: 22 },
      { tier: "high", guardian: 2, none: 2 },
    ]);
    expect(byArm?.tiers.map(({ tier, guardian, none }) => [tier, guardian.n, none.n])).toEqual([["medium", 22, 22]]);
    expect((await metricRows(manager, "M3", {})).byArm).toBeNull();
  });

  it("of lead time have next to them what could make it short", async () => {
    const { manager, teamId, serviceId } = await house();
    const review = async (createdAt: string, outcome: "approved" | "approved_with_conditions" | null) => {
      const at = { submitted: "2026-10-10T00:00:00Z", teamId, serviceId, createdAt: new Date(createdAt) };
      const decidedAt = new Date("2026-10-20T00:00:00Z");
      const id = await addSubmitted(db(), outcome ? { ...at, decided: decidedAt.toISOString() } : at);
      const decision = { reviewId: id, cycle: 1, revision: 1, digest: "", seen: {}, decidedAt };
      if (outcome)
        await db()
          .insert(reviewDecisions)
          .values({ ...decision, outcome });
      return id;
    };
    const states = async (reviewId: number, ...spans: [from: string, state: ReviewState][]) => {
      const rows = spans.map(([from, state], index) => {
        const next = spans[index + 1]?.[0];
        return { reviewId, state, fromAt: new Date(from), toAt: next ? new Date(next) : null };
      });
      await db().insert(reviewStates).values(rows);
    };
    const clean = await review("2026-10-09T00:00:00Z", "approved");
    await states(clean, ["2026-10-10", "in_review"], ["2026-10-20", "approved"]);
    const reopened = await review("2026-10-07T00:00:00Z", "approved_with_conditions");
    await states(
      reopened,
      ["2026-10-10", "in_review"],
      ["2026-10-12", "changes_requested"],
      ["2026-10-15", "in_review"],
      ["2026-10-20", "approved_with_conditions"],
      ["2026-11-02T12:00:00Z", "in_review"],
    );
    await review("2026-10-01T00:00:00Z", null);
    const beside = async (asOf?: string) =>
      (await metricRows(manager, "M1", { quarter: "2026-Q4", ...(asOf ? { asOf } : {}) })).beside;
    const whole = { n: 3, draft: 3 * 86_400, decided: 2, conditional: 1, rounds: 1.5 };
    expect(await beside()).toEqual({ ...whole, reopened: 1 });
    expect(await beside("2026-11-01")).toEqual({ ...whole, reopened: 0 });
    expect(await beside("2026-10-15")).toEqual({ ...whole, decided: 0, conditional: 0, reopened: 0, rounds: null });
    const none = { n: 0, draft: null, decided: 0, conditional: 0, reopened: 0, rounds: null };
    expect((await metricRows(manager, "M1", { quarter: "2026-Q1" })).beside).toEqual(none);
    expect((await metricRows(manager, "M3", {})).beside).toBeNull();
  });

  it("come by pages, the latest first", async () => {
    const { manager, teamId, serviceId } = await house();
    for (let index = 0; index <= ROWS_PER_PAGE; index++) {
      await addSubmitted(db(), {
        submitted: `2026-10-10T00:00:${String(index % 60).padStart(2, "0")}Z`,
        teamId,
        serviceId,
      });
    }
    const second = await metricRows(manager, "M1", { page: "2" });
    expect([second.total, second.pages, second.page, second.reviews.length]).toEqual([101, 2, 2, 1]);
    expect(second.reviews[0]?.submittedAt).toBe("2026-10-10T00:00:00.000Z");
    expect((await metricRows(manager, "M1", { page: "9" })).page).toBe(2);
  });

  it("name people to their manager and the program's staff only, and never fewer than five", async () => {
    const { manager, organisationId, teamId } = await house();
    await db()
      .insert(courses)
      .values({ code: "TM", title: "Threat modelling", minutes: 60, required: true, createdAt: LONG_AGO });
    for (let index = 0; index < 4; index++) await addPerson(db(), { teamId, guardian: true });
    expect((await metricRows(manager, "M14", {})).people).toBeNull();
    await addPerson(db(), { teamId, guardian: true });
    const { people, total } = await metricRows(manager, "M14", {});
    expect(total).toBe(5);
    expect(people?.[0]?.missing).toEqual(["Threat modelling"]);
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    expect(await metricRows(leader, "M14", {})).toMatchObject({ people: null, total: 0 });
  });
});
