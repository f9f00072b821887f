import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, reviewImportChanges, reviewStates, reviews } from "#db/schema/index.ts";
import { homePage } from "#lib/agenda/home-page.ts";
import { reviewsByAct } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { reviewCapacity } from "#lib/reviews/queue/capacity.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { search } from "#lib/search/queries.ts";
import { teamPage } from "#lib/teams/team-queries.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam, seedProgram } from "#tests/support/people.ts";
import { refuses } from "#tests/support/reviews.ts";

const HEADER = "change_id,submitted_at,decided_at,cancelled_at,decision,team,findings,launch";
const csv = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;
const OPEN = csv(
  "C-1,2026-10-02T09:00:00Z,,,,Payments,1,",
  "C-2,2026-10-03T09:00:00Z,,,,Payments,,",
  "C-3,2026-10-04T09:00:00Z,,,,,,",
  "C-4,2026-10-04T09:00:00Z,,2026-10-09T09:00:00Z,,,,",
);
const LATER = csv(
  "C-1,2026-10-02T09:00:00Z,2026-12-01T09:00:00Z,,rejected,Payments,3,2026-12-02",
  "C-2,2026-10-03T09:00:00Z,,2026-12-01T10:00:00Z,,Ledger,,",
  "C-3,2026-10-04T09:00:00Z,,,,,,",
  "C-4,2026-10-04T09:00:00Z,,2026-10-09T09:00:00Z,,,,",
);
const DECEMBER = "2026-12-10T09:00:00Z";

describe("reviews that are open in another tracker", () => {
  const db = useDatabase();
  let [manager, engineer]: [Context, ReturnType<typeof context>] = [] as never;

  const file = (content: string, dryRun = false) => ({ fileName: "tracker.csv", content, dryRun });
  const rowsNow = () => db().select().from(reviews).orderBy(reviews.id);

  beforeEach(async () => {
    await seedProgram(db());
    await addTeam(db(), { name: "Payments" });
    await addTeam(db(), { name: "Ledger" });
    manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
  });

  it("are written as open until now, the cancelled as they ended, and nothing tells anybody", async () => {
    const report = await importPastReviews(manager, file(OPEN));
    expect(report.summary).toMatchObject({ open: 3, cancelled: 1, approved: 0, withTeam: 2 });
    const [first, , , cancelled] = await rowsNow();
    expect(first).toMatchObject({ state: "submitted", openElsewhereAt: NOW, firstDecidedAt: null, endedAt: null });
    expect(first?.updatedAt).toEqual(first?.firstSubmittedAt);
    expect(cancelled).toMatchObject({ state: "cancelled", openElsewhereAt: null, decidedAt: null });
    expect(cancelled?.endedAt).toEqual(new Date("2026-10-09T09:00:00Z"));
    expect(await db().select().from(reviewStates)).toEqual([]);
    expect((await db().select().from(events)).map(({ type }) => type)).toEqual(["reviews.imported"]);
  });

  it("are in nobody's queue, stand in the list with their mark, and are nobody's turn", async () => {
    await importPastReviews(manager, file(OPEN));
    const tab = (name: string) => listReviews(engineer, readFilter({ tab: name }));
    expect((await tab("mine")).reviews).toEqual([]);
    const all = (await listReviews(engineer, readFilter({ tab: "all", state: "open" }))).reviews;
    expect(all).toHaveLength(3);
    for (const review of all) {
      expect(review).toMatchObject({ imported: true, openElsewhereAt: NOW.toISOString(), turn: "nobody", sla: null });
    }
    const { needs } = await homePage(engineer as never);
    expect(needs.filter(({ key }) => key.startsWith("turn-"))).toEqual([]);
  });

  it("are called so on other pages, in the search and in a file, until they are cancelled here", async () => {
    await importPastReviews(manager, file(OPEN));
    const { personId } = await addPerson(db());
    const [first] = await db().update(reviews).set({ guardianId: personId }).where(eq(reviews.id, 1)).returning();
    const said = async () => {
      const ofTeam = (await teamPage(engineer, first?.teamId ?? 0)).reviews;
      const ofPerson = await reviewsByAct(engineer, personId);
      const lines = (await exportReviews(engineer, readFilter({ tab: "all" }))).trimEnd().split("\r\n");
      const column = lines[0]?.split(",").indexOf("open_elsewhere") ?? -1;
      return {
        team: ofTeam.map(({ id, elsewhere }) => [id, elsewhere]).sort(),
        person: ofPerson.map(({ id, elsewhere }) => [id, elsewhere]),
        found: (await search(engineer, { q: "REV-1" })).items.map(({ description }) => description),
        file: lines.map((line) => line.split(",")[column]),
      };
    };
    const [team, found] = [
      [
        [1, true],
        [2, true],
      ],
      ["Open elsewhere"],
    ];
    const newestFirst = ["open_elsewhere", "no", "yes", "yes", "yes"];
    expect(await said()).toEqual({ team, person: [[1, true]], found, file: newestFirst });
    await cancelReview(manager, 1, { sequence: 1, reason: "It was dropped there." });
    expect(await said()).toMatchObject({ person: [[1, false]], found: ["Cancelled"] });
  });

  it("are counted next to what is open here", async () => {
    await importPastReviews(manager, file(OPEN));
    expect(await reviewCapacity(engineer)).toMatchObject({ open: 0, elsewhere: 3 });
  });

  it("can be cancelled and spoken of here, and nothing else: each refusal says how it ends", async () => {
    await importPastReviews(manager, file(OPEN));
    const refused = await refuses(db(), Conflict, () => claimReview(engineer, 1, { sequence: 1, conflict: "" }));
    expect(refused.message).toMatch(/open in the tracker it was imported from\. A later/);
    const { may } = await reviewDetail(manager, 1);
    const allowed = Object.entries(may).filter(([, { allowed }]) => allowed);
    expect(allowed.map(([verb]) => verb)).toEqual(["cancel", "comment"]);
    await commentOnReview(engineer, 1, { body: "Whose is it?" });
    await cancelReview(manager, 1, { sequence: 1, reason: "It was dropped there." });
    expect((await rowsNow())[0]).toMatchObject({ state: "cancelled", endedAt: NOW });
  });

  it("end as a later file of the same tracker says, and the dry run tells of it", async () => {
    await importPastReviews(manager, file(OPEN));
    const december = at(manager, DECEMBER);
    const dry = await importPastReviews(december, file(LATER, true));
    const known = { decided: 1, cancelled: 1, open: 1, same: 1, otherwise: 1 };
    expect(dry).toMatchObject({ rows: 0, problems: [], known });
    expect((await rowsNow()).map(({ state }) => state)).toEqual(["submitted", "submitted", "submitted", "cancelled"]);
    const { importId } = await importPastReviews(december, file(LATER));
    const [first, second, third] = await rowsNow();
    expect(first).toMatchObject({
      ...{ state: "rejected", launchedOn: "2026-12-02", importedFindings: 3, openElsewhereAt: null, sequence: 2 },
      firstDecidedAt: new Date("2026-12-01T09:00:00Z"),
    });
    // The team of the first file stands: the later one moves no team's numbers.
    expect(second).toMatchObject({
      state: "cancelled",
      teamId: first?.teamId,
      endedAt: new Date("2026-12-01T10:00:00Z"),
    });
    expect(third).toMatchObject({ state: "submitted", openElsewhereAt: new Date(DECEMBER) });
    expect(await db().select().from(reviewImportChanges)).toHaveLength(3);
    const [, last] = await db().select().from(events).orderBy(events.id);
    expect(last).toMatchObject({ type: "reviews.imported", data: { importId, rows: 0, settled: 3 } });
    const again = await importPastReviews(at(manager, "2026-12-20T09:00:00Z"), file(`${LATER}\n`));
    expect(again.known).toEqual({ decided: 0, cancelled: 0, open: 1, same: 3, otherwise: 1 });
  });

  it("are not opened again by an older file, nor decided after someone cancelled them here", async () => {
    await importPastReviews(manager, file(OPEN));
    await cancelReview(manager, 1, { sequence: 1, reason: "It was dropped there." });
    const { problems } = await importPastReviews(at(manager, DECEMBER), file(LATER, true));
    expect(problems).toMatchObject([{ line: 2, column: 3, field: "decided_at" }]);
    expect(problems[0]?.message).toMatch(/“C-1” \(REV-1\) is recorded as cancelled .* this file says decided/);
    await refuses(db(), Invalid, () => importPastReviews(at(manager, DECEMBER), file(LATER)));
    const other = LATER.replace(/^C-1.*\n/m, "");
    await importPastReviews(at(manager, DECEMBER), file(other));
    const older = await importPastReviews(at(manager, DECEMBER), file(OPEN.replace(/^C-1.*\n/m, ""), true));
    expect(older.problems.map(({ line, field }) => [line, field])).toEqual([[2, "decided_at"]]);
  });
});
