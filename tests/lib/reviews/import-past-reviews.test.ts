import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { events, reviewImports, reviews } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { leadTimes } from "#lib/metrics/cohort.ts";
import { factsOf } from "#lib/metrics/facts/facts-of.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { leadTimeOf } from "#lib/metrics/rules/cohort.ts";
import { quantile } from "#lib/metrics/rules/quantile.ts";
import { curveQuantile, fitSurvival } from "#lib/metrics/rules/survival.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { editPerson } from "#lib/people/edit-person.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { importReportOutput } from "#lib/reviews/imports/file/output.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { pastImports } from "#lib/reviews/imports/past-imports.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam, seedProgram } from "#tests/support/people.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { refuses } from "#tests/support/reviews.ts";

const HEADER = "change_id,submitted_at,decided_at,team,guardian,findings,decision,launch";
const GOOD = [
  "C-1,2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,Payments,Gus Guardian,2,approved,2026-03-10",
  "C-2,2026-03-03T09:00:00Z,2026-03-04T09:00:00Z,payments,,0,rejected,",
];
const csv = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

describe("importing past reviews", () => {
  const db = useDatabase();

  async function house() {
    await seedProgram(db(), { timeZone: "Europe/Berlin" });
    const teamId = await addTeam(db(), { name: "Payments" });
    const guardian = await addPerson(db(), { name: "Gus Guardian", email: "gus@example.com", teamId, guardian: true });
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    return { ctx, teamId, guardian };
  }

  const dryRun = (content: string) => ({ fileName: "past.csv", content, dryRun: true });
  const accept = (content: string) => ({ fileName: "past.csv", content, dryRun: false });
  const nothingWritten = async () => {
    expect(await db().select().from(reviews)).toEqual([]);
    expect(await db().select().from(reviewImports)).toEqual([]);
    expect(await db().select().from(events)).toEqual([]);
  };

  async function approvedElsewhere() {
    const { ctx } = await house();
    const file = [
      "submitted_at,decided_at,team,tier,decision",
      "2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,Payments,medium,approved",
    ];
    await importPastReviews(ctx, accept(`${file.join("\n")}\n`));
    const [line] = (await listReviews(ctx, readFilter({ tab: "all" }))).reviews;
    return { ctx, line };
  }

  it("brings approvals without gates, which are launched here, and have them once they are opened again", async () => {
    const { ctx, line } = await approvedElsewhere();
    const { id, gates, policies, sequence, may, sla } = await reviewDetail(ctx, line?.id ?? 0);
    expect(sla).toBeNull();
    expect({ gates, policies, line: line?.gates }).toEqual({ gates: [], policies: null, line: [] });
    expect(may.record_launch).toEqual({ allowed: true });
    const finding = { title: "Open bucket", severity: "high", blocking: true, sequence } as const;
    const engineer = context(db(), await addPerson(db(), { name: "Enzo", roles: ["security_engineer"] }));
    const raised = await raiseFinding(engineer, id, finding);
    const launch = { sequence: raised.sequence, launchedOn: "2026-11-20" };
    await expect(recordLaunch(ctx, id, launch)).rejects.toThrow("1 blocking finding is open.");
    expect((await reviewDetail(ctx, id)).gates).toMatchObject([{ id: "findings", state: "unmet" }]);
    const invalid = { sequence: raised.sequence, state: "invalid", invalidReason: "not_an_issue" } as const;
    const settled = await settleFinding(engineer, id, raised.findingId, invalid);
    const launched = await recordLaunch(ctx, id, { ...launch, sequence: settled.sequence });
    await reopenReview(ctx, id, { sequence: launched.sequence, reason: "Another export" });
    const again = await reviewDetail(ctx, id);
    expect(again.gates.map(({ id, state }) => [id, state])).toContainEqual(["threat_model", "unmet"]);
    expect(again.sla).toMatchObject({ status: "due", target: "first_response" });
    expect((await listReviews(ctx, readFilter({ tab: "all" }))).reviews[0]?.gates).toEqual(again.gates);
  });

  it("S07 keeps who imported an approval, and who opened it again, from deciding on it here", async () => {
    const { ctx, line } = await approvedElsewhere();
    const id = line?.id ?? 0;
    const second = context(db(), await addPerson(db(), { name: "Mara", roles: ["program_manager"] }));
    const engineer = context(db(), await addPerson(db(), { name: "Enzo", roles: ["security_engineer"] }));
    const open = await reopenReview(second, id, { sequence: line?.sequence ?? 0, reason: "It is launched now" });
    const claim = { sequence: open.sequence, conflict: "" };
    const importer = await refuses(db(), Forbidden, () => claimReview(ctx, id, claim));
    expect(importer.message).toContain("imported this review from another tracker");
    const reopener = await refuses(db(), Forbidden, () => claimReview(second, id, claim));
    expect(reopener.message).toContain("reopened this review after another tracker decided it");
    const mine = await claimReview(engineer, id, claim);
    const out = await rejectReview(engineer, id, { sequence: mine.sequence, reason: "It stores passwords" });
    expect(out).toMatchObject({ state: "rejected" });
  });

  it("S07 keeps who imported the end of a review that another had imported open from deciding on it", async () => {
    const { ctx } = await house();
    const second = context(db(), await addPerson(db(), { name: "Mara", roles: ["program_manager"] }));
    const row = (end: string) => `${HEADER}\nC-7,2026-03-02T09:00:00Z,${end}\n`;
    await importPastReviews(
      ctx,
      accept(row(",Payments,,0,,").replace("launch", "launch,tier").replace(/\n$/, ",medium\n")),
    );
    const ended = row("2026-03-05T09:00:00Z,Payments,,0,approved,");
    await importPastReviews(second, accept(ended.replace("launch", "launch,tier").replace(/\n$/, ",medium\n")));
    const [line] = (await listReviews(ctx, readFilter({ tab: "all" }))).reviews;
    const id = line?.id ?? 0;
    const open = await reopenReview(ctx, id, { sequence: line?.sequence ?? 0, reason: "It is launched now" });
    const claim = { sequence: open.sequence, conflict: "" };
    const importer = await refuses(db(), Forbidden, () => claimReview(second, id, claim));
    expect(importer.message).toContain("imported this review from another tracker");
  });

  it("brings approvals that launch until the day of the import, and after it by break-glass only", async () => {
    const { ctx, line } = await approvedElsewhere();
    const id = line?.id ?? 0;
    const later = at(ctx, "2026-11-27T09:00:00Z");
    const launch = { sequence: line?.sequence ?? 0, launchedOn: "2026-11-26" };
    const why =
      "The approval was imported on 25 Nov 2026. To launch after that day, reopen the review and have it approved here.";
    const refused = await refuses(db(), Invalid, () => recordLaunch(later, id, launch));
    expect(refused.message).toContain(why);
    expect(refused.problems).toMatchObject([{ path: ["launchedOn"] }]);
    await breakGlass(later, id, { ...launch, reason: "Customers wait" });
    expect((await reviewDetail(ctx, id)).breakGlass).toMatchObject([{ past: [why] }]);
  });

  it("brings rejections that are not opened again, closed since or not", async () => {
    const { ctx } = await house();
    const rejected = [
      "submitted_at,decided_at,team,tier,decision",
      "2026-03-03T09:00:00Z,2026-03-04T09:00:00Z,Payments,medium,rejected",
    ];
    await importPastReviews(ctx, accept(`${rejected.join("\n")}\n`));
    const [line] = (await listReviews(ctx, readFilter({ tab: "all" }))).reviews;
    const id = line?.id ?? 0;
    expect(await reviewDetail(ctx, id)).toMatchObject({ state: "rejected", rejected: true });
    const closed = await closeReview(ctx, id, { sequence: line?.sequence ?? 0, reason: "Nothing follows" });
    const { may, rejected: stays } = await reviewDetail(ctx, id);
    expect(stays).toBe(true);
    const reason = "A rejected review cannot be reopened. Start a follow-up review instead.";
    expect(may.reopen).toMatchObject({ allowed: false, reason });
    const again = { sequence: closed.sequence, reason: "Another export" };
    const refused = await refuses(db(), Conflict, () => reopenReview(ctx, id, again));
    expect(refused.message).toBe(reason);
    // As a close was recorded while nothing said what the review was closed from.
    const was = { type: "review.closed", subject: { kind: "review", id } } as const;
    await record(ctx, { ...was, data: { launchedOn: null, dropped: false } });
    expect(await reviewDetail(ctx, id)).toMatchObject({ rejected: true, may: { reopen: { allowed: false, reason } } });
    for (const data of [
      { launchedOn: null, dropped: true },
      { launchedOn: "2026-03-10", dropped: false },
    ]) {
      await record(ctx, { ...was, data });
      expect(await reviewDetail(ctx, id)).toMatchObject({ rejected: false });
    }
  });

  it("brings approvals that are opened again once they are closed", async () => {
    const { ctx, line } = await approvedElsewhere();
    const id = line?.id ?? 0;
    const dropped = { sequence: line?.sequence ?? 0, reason: "Another way was found", dropped: true };
    const closed = await closeReview(ctx, id, dropped);
    expect(await reviewDetail(ctx, id)).toMatchObject({ rejected: false, may: { reopen: { allowed: true } } });
    await reopenReview(ctx, id, { sequence: closed.sequence, reason: "Not that way" });
  });

  it("brings approvals that have gates from when evidence is attached to them here", async () => {
    const { ctx, line } = await approvedElsewhere();
    const { id, sequence } = await reviewDetail(ctx, line?.id ?? 0);
    const documents = [{ name: "role.json", content: ESCALATES }];
    const changed = await attachDocuments(ctx, id, { sequence, documents });
    const launch = { sequence: changed.sequence, launchedOn: "2026-11-20" };
    await expect(recordLaunch(ctx, id, launch)).rejects.toThrow(Conflict);
    expect((await reviewDetail(ctx, id)).gates).toHaveLength(5);
  });

  it("brings approvals with conditions that can be closed: which those were is known elsewhere", async () => {
    const { ctx } = await house();
    const file = [
      "submitted_at,decided_at,team,decision",
      "2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,Payments,approved_with_conditions",
    ];
    await importPastReviews(ctx, accept(`${file.join("\n")}\n`));
    const [line] = (await listReviews(ctx, readFilter({ tab: "all" }))).reviews;
    const id = line?.id ?? 0;
    expect(await reviewDetail(ctx, id)).toMatchObject({
      state: "approved_with_conditions",
      may: { close: { allowed: true } },
    });
    const dropped = { sequence: line?.sequence ?? 0, reason: "Another way was found", dropped: true };
    expect(await closeReview(ctx, id, dropped)).toMatchObject({ state: "closed" });
  });

  it("S09 brings approvals that are stale from when evidence is attached to them here, and launched once they are opened again", async () => {
    const { ctx, line } = await approvedElsewhere();
    const { id, sequence, stale } = await reviewDetail(ctx, line?.id ?? 0);
    expect(stale).toBe(false);
    const documents = [{ name: "role.json", content: READ_ONE_BUCKET }];
    const changed = await attachDocuments(ctx, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    const reason = "The evidence was attached after another tracker decided, and the review was not reopened.";
    const shown = await reviewDetail(ctx, id);
    const unseen = expect.stringContaining(reason);
    expect(shown).toMatchObject({ stale: true, may: { record_launch: { allowed: false, reason: unseen } } });
    expect(shown.gates.find(({ id }) => id === "policy_checks")).toMatchObject({ state: "met" });
    const launch = { sequence: changed.sequence, launchedOn: "2026-11-20" };
    const refused = await refuses(db(), Conflict, () => recordLaunch(ctx, id, launch));
    expect(refused.message).toContain(reason);
    const past = { sequence: changed.sequence, launchedOn: "2026-11-20", reason: "Customers wait" };
    await refuses(db(), Forbidden, () => breakGlass(ctx, id, past));
    const other = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const launched = await breakGlass(other, id, past);
    const close = { sequence: launched.sequence, reason: "Launched" };
    const why =
      "The evidence was attached after another tracker decided, and the review was not reopened. Reopen the review.";
    expect((await refuses(db(), Conflict, () => closeReview(ctx, id, close))).message).toBe(why);
    expect((await reviewDetail(ctx, id)).may.close).toMatchObject({ allowed: false, reason: why });
    await reopenReview(ctx, id, { sequence: launched.sequence, reason: "New evidence" });
    expect(await reviewDetail(ctx, id)).toMatchObject({ state: "submitted", stale: false });
  });

  it("lists every row's problem with its place in a dry run, and writes nothing", async () => {
    const { ctx } = await house();
    const bad = [
      "C-3,2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,Nowhere,Nobody,,,",
      "C-4,2026-03-02T09:00:00Z,yesterday,Payments,,,,",
    ];
    const report = await importPastReviews(ctx, dryRun(csv(...GOOD, ...bad)));
    expect(importReportOutput.parse(report)).toEqual(report);
    expect(report).toMatchObject({ rows: 2, importId: null, alreadyImported: null });
    expect(report.problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [4, 4, "team"],
      [4, 5, "guardian"],
      [5, 3, "decided_at"],
    ]);
    expect(report.summary).toMatchObject({ approved: 1, rejected: 1, withGuardian: 1, withFindings: 2, launched: 1 });
    await nothingWritten();
    await expect(importPastReviews(ctx, accept(csv(...GOOD, ...bad)))).rejects.toThrow(/3 problems/);
    await nothingWritten();
  });

  it("writes decided reviews of the past with what the file says, in one event", async () => {
    const { ctx, teamId, guardian } = await house();
    const { importId } = await importPastReviews(ctx, accept(csv(...GOOD)));
    const [first, second] = await db().select().from(reviews).orderBy(reviews.id);
    expect(first).toMatchObject({
      title: "Past review C-1",
      state: "approved",
      serviceId: null,
      teamId,
      guardianId: guardian.personId,
      guardianAtSubmitId: null,
      importedWithGuardian: true,
      importedFindings: 2,
      launchedOn: "2026-03-10",
      importId,
    });
    expect(first?.firstSubmittedAt).toEqual(new Date("2026-03-02T09:00:00Z"));
    expect(first?.firstDecidedAt).toEqual(new Date("2026-03-05T09:00:00Z"));
    expect(second).toMatchObject({ state: "rejected", importedWithGuardian: false, importedFindings: 0 });
    const recorded = await db().select().from(events);
    expect(recorded.map(({ type, data }) => [type, data])).toEqual([
      ["reviews.imported", { importId, rows: 2, settled: 0 }],
    ]);
    expect(await pastImports(ctx)).toMatchObject([{ id: importId, fileName: "past.csv", rows: 2 }]);
  });

  it("changes nothing when the same file comes again, nor by rows that are here already", async () => {
    const { ctx } = await house();
    const { importId } = await importPastReviews(ctx, accept(csv(...GOOD)));
    const again = await importPastReviews(ctx, accept(csv(...GOOD)));
    expect(again).toMatchObject({ importId: null, alreadyImported: { id: importId, rows: 2 } });
    const longer = csv(...GOOD, "C-9,2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,,,,,");
    const report = await importPastReviews(ctx, dryRun(longer));
    expect(report).toMatchObject({ rows: 1, problems: [], known: { same: 2, otherwise: 0 } });
    await importPastReviews(ctx, accept(longer));
    expect(await db().select({ id: reviews.id }).from(reviews)).toHaveLength(3);
    // Another file with nothing new in it is no import.
    const shorter = await importPastReviews(ctx, accept(csv(GOOD[0] ?? "")));
    expect(shorter).toMatchObject({ rows: 0, known: { same: 1 }, importId: null });
    expect(await pastImports(ctx)).toHaveLength(2);
  });

  it("refuses a row that says something else of a review that is here and has ended, at its place", async () => {
    const { ctx } = await house();
    await importPastReviews(ctx, accept(csv(...GOOD)));
    const others = [
      "C-1,2026-03-02T09:00:00Z,2026-03-06T09:00:00Z,Payments,Gus Guardian,2,approved,2026-03-10",
      "C-2,2026-03-03T09:00:00Z,2026-03-04T09:00:00Z,payments,,0,approved,",
    ];
    const { problems } = await importPastReviews(ctx, dryRun(csv(...others)));
    expect(problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [2, 3, "decided_at"],
      [3, 7, "decision"],
    ]);
    expect(problems[0]?.message).toBe(
      "decided_at: “C-1” (REV-1) is recorded as decided 2026-03-05T09:00:00.000Z; this file says decided 2026-03-06T09:00:00.000Z. Remove the row, or undo the import that added it",
    );
    await expect(importPastReviews(ctx, accept(csv(...others)))).rejects.toThrow(Invalid);
    const moved = "C-1,2026-03-01T09:00:00Z,2026-03-05T09:00:00Z,Payments,Gus Guardian,2,approved,2026-03-10";
    expect((await importPastReviews(ctx, dryRun(csv(moved)))).problems).toMatchObject([
      { line: 2, field: "submitted_at" },
    ]);
  });

  it("credits nobody by an address or a name that was another person's before, and tells nobody whose", async () => {
    const { ctx } = await house();
    const admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    const { personId } = await addPerson(db(), { name: "Ada Berg", email: "ada@example.com" });
    await editPerson(admin, { personId, name: "Ada Stone", email: "ada.stone@example.com" });
    await addPerson(db(), { name: "Ada Berg", email: "ada@example.com" });
    const row = (id: string, name: string) => `${id},2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,Payments,${name},,,`;
    const named = ["Ada@example.com", "ada berg", "ada.stone@example.com", "Ada Stone", "gus@example.com"];
    const file = csv(...named.map((name, at) => row(`C-${at}`, name)));
    expect((await importPastReviews(ctx, dryRun(file))).problems).toEqual([
      {
        ...{ line: 2, column: 5, field: "guardian" },
        message: "guardian: “Ada@example.com” was previously another person's address; write the name instead",
      },
      {
        ...{ line: 3, column: 5, field: "guardian" },
        message: "guardian: “ada berg” was previously another person's name; write the e-mail address instead",
      },
    ]);
    // What someone was called before and is called again is theirs.
    await editPerson(admin, { personId, name: "Ada Rock" });
    await editPerson(admin, { personId, name: "Ada Stone" });
    expect((await importPastReviews(ctx, dryRun(csv(row("C-1", "Ada Stone"))))).problems).toEqual([]);
  });

  it("says how many rows have no team, and how many guardians are not named", async () => {
    const { ctx } = await house();
    const content =
      "submitted,decided,guardian\n2026-03-02,2026-03-05,yes\n2026-03-02,2026-03-06,no\n2026-03-02,2026-03-07,Gus Guardian\n";
    const { summary, problems } = await importPastReviews(ctx, dryRun(content));
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ withTeam: 0, withGuardian: 2, namedGuardian: 1 });
    await importPastReviews(ctx, accept(content));
    const rows = await db().select().from(reviews).orderBy(reviews.id);
    expect(rows.map((row) => [row.teamId, row.guardianId !== null, row.importedWithGuardian])).toEqual([
      [null, false, true],
      [null, false, false],
      [null, true, true],
    ]);
  });

  it("keeps equal rows without a change id apart, and knows them again", async () => {
    const { ctx } = await house();
    const same = "2026-03-02,2026-03-05\n";
    await importPastReviews(ctx, accept(`submitted,decided\n${same}${same}`));
    const [row] = await db().select().from(reviews);
    expect(row).toMatchObject({ title: "Past review of 2026-03-02", importedWithGuardian: null });
    const report = await importPastReviews(ctx, dryRun(`submitted,decided\n${same}${same}${same}`));
    expect([report.rows, report.problems, report.known.same]).toEqual([1, [], 2]);
  });

  it("does not guess between people of one name: their address tells them apart", async () => {
    const { ctx } = await house();
    await addPerson(db(), { name: "Gus Guardian", email: "gus.two@example.com" });
    const row = (who: string) => csv(`C-1,2026-03-02T09:00:00Z,2026-03-05T09:00:00Z,,${who},,,`);
    const [problem] = (await importPastReviews(ctx, dryRun(row("Gus Guardian")))).problems;
    expect(problem?.message).toMatch(/2 people are named/);
    expect((await importPastReviews(ctx, dryRun(row("gus@example.com")))).problems).toEqual([]);
  });

  it("is for program managers", async () => {
    const { guardian } = await house();
    await expect(importPastReviews(context(db(), guardian), dryRun(csv(...GOOD)))).rejects.toThrow(Forbidden);
    await expect(pastImports(context(db(), guardian))).rejects.toThrow(Forbidden);
  });
});

const FILE = path.resolve(import.meta.dirname, "../../../../shared/samples/reviews/golang-crypto-reviews.csv");
const days = (seconds: number | null) => (seconds === null ? null : Number((seconds / 86_400).toFixed(2)));

if (existsSync(FILE)) {
  describe("the reviews of a real project", () => {
    const db = useDatabase();

    it("imported, it gives the table of the metrics' definition", async () => {
      await seedProgram(db());
      const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      const content = readFileSync(FILE, "utf8");
      const report = await importPastReviews(ctx, { fileName: "past.csv", content, dryRun: false });
      expect([report.rows, report.problems]).toEqual([582, []]);
      const window = async (start: string, end: string) => {
        const asOf = new Date(end);
        const [times = []] = await leadTimes(ctx, factsOf(ctx), PROGRAM_SCOPE, {
          edges: [new Date(start), asOf],
          asOf,
        });
        const { n, decided, median, p90 } = leadTimeOf(times);
        const lengths = times.flatMap(({ outcome, seconds }) => (outcome === "decided" ? seconds : []));
        const curve = fitSurvival(times.map(({ outcome, seconds }) => ({ seconds, decided: outcome === "decided" })));
        return {
          n,
          decided,
          ofDecided: days(quantile(lengths, 0.5)),
          median: [days(median.value), median.state],
          p90: [days(p90.value), p90.state, days(curveQuantile(curve, 0.9).value)],
        };
      };
      expect(await window("2025-01-01T00:00:00Z", "2025-07-01T00:00:00Z")).toEqual({
        n: 52,
        decided: 48,
        ofDecided: 1.91,
        median: [5.18, "shown"],
        p90: [null, "hidden", 67.84],
      });
      expect(await window("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")).toEqual({
        n: 22,
        decided: 8,
        ofDecided: 1.42,
        median: [null, "not_reached"],
        p90: [null, "not_reached", null],
      });
      expect(await window("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z")).toMatchObject({
        n: 42,
        decided: 39,
        ofDecided: 6.17,
        median: [8.02, "shown"],
      });
      // The same as a leader asks for it: a quarter, as of its last day.
      const asked = async (quarter: string, asOf: string) => (await metricsOf(ctx, { quarter, asOf })).leadTime;
      expect(await asked("2026-Q1", "2026-03-31")).toMatchObject({
        n: 22,
        decided: 8,
        median: { state: "not_reached" },
      });
      const second = await asked("2026-Q2", "2026-06-30");
      expect([second.n, second.decided, days(second.median.value)]).toEqual([42, 39, 8.02]);
    });
  });
} else test("the reviews of a real project: corpus not present", () => expect(existsSync(FILE)).toBe(false));
