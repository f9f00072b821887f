import { beforeEach, describe, expect, it } from "vitest";
import { newsletters, programReviews, reviewImportChanges, reviewImports, reviews, teams } from "#db/schema/index.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, NotFound } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { setMeasuredGoal } from "#lib/metrics/set-measured-goal.ts";
import { endGoal } from "#lib/program/end-goal.ts";
import { goals } from "#lib/program/queries.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { importsOutput, undoneImportOutput } from "#lib/reviews/imports/file/output.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { pastImports } from "#lib/reviews/imports/past-imports.ts";
import { undoImport } from "#lib/reviews/imports/undo-import.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { at, context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { recordedTypes } from "#tests/support/recorded.ts";
import { addCast, approved, type Cast, refuses, submitted } from "#tests/support/reviews.ts";

const HALF_AN_HOUR = { type: "review", minutes: 30, onDate: "2026-11-25" } as const;
const ESCAPE = { title: "A key in the log", severity: "high", blocking: false } as const;

const HEADER = "change_id,submitted_at,decided_at,cancelled_at,team,guardian,tier,type,findings,launch\n";
const FIRST = `${HEADER}C-1,2026-10-02T09:00:00Z,2026-10-05T09:00:00Z,,TEAM,yes,high,feature,2,
C-2,2026-10-03T09:00:00Z,,,TEAM,no,low,change,1,
C-3,2026-07-04T09:00:00Z,,2026-08-09T09:00:00Z,,no,low,change,,
C-4,2026-10-04T09:00:00Z,,,,,,,,
`;
const LATER = `${HEADER}C-2,2026-10-03T09:00:00Z,2026-11-20T09:00:00Z,,,,,,4,2026-11-21
C-4,2026-10-04T09:00:00Z,,,,,,,,
C-5,2026-10-09T09:00:00Z,2026-11-01T09:00:00Z,,,,,,,
`;

describe("undoing an import of past reviews", () => {
  const db = useDatabase();
  let [cast, manager]: [Cast, Context] = [] as never;

  beforeEach(async () => {
    cast = await addCast(db());
    manager = cast.manager;
  });

  const imported = async (content: string, on = "2026-11-25T10:00:00Z") => {
    const [team] = await db().select({ name: teams.name }).from(teams);
    const file = { fileName: "tracker.csv", content: content.replaceAll("TEAM", team?.name ?? ""), dryRun: false };
    const { importId } = await importPastReviews(at(manager, on), file);
    return importId ?? 0;
  };
  const again = (content: string) => ({ fileName: "again.csv", content: `${content}\n`, dryRun: true });
  const undone = (importId: number, on = "2026-11-26T09:00:00Z") => undoImport(at(manager, on), { importId });
  const reviewOf = async (importKey: string) =>
    (await db().select().from(reviews)).find((row) => row.importKey === importKey);

  /** What stands in the numbers now and on days before, and of every review, of which facts are written. */
  const numbers = async () => {
    await keepFacts(manager);
    const days = [undefined, "2026-08-01", "2026-10-04", "2026-11-21"];
    const metrics = [];
    for (const asOf of days) {
      for (const team of [undefined, String(cast.teamId)]) {
        const asked = { ...(asOf ? { asOf } : {}), ...(team ? { team } : {}) };
        metrics.push(await metricsOf(at(manager, "2026-11-27T09:00:00Z"), asked));
      }
    }
    return metrics;
  };

  it("leaves the numbers as they were before, of every day and scope, and records who did it", async () => {
    await submitted(cast);
    await approved(cast);
    const before = await numbers();
    const importId = await imported(FIRST);
    expect(await numbers()).not.toEqual(before);
    const answer = await undone(importId);
    expect(answer).toEqual({
      id: importId,
      fileName: "tracker.csv",
      removed: 4,
      reopened: 0,
      letters: 0,
      programReviews: 0,
      goals: 0,
    });
    expect(undoneImportOutput.parse(answer)).toEqual(answer);
    expect(await numbers()).toEqual(before);
    expect((await db().select().from(reviews)).every((row) => row.importId === null)).toBe(true);
    expect((await recordedTypes(db())).slice(-2)).toEqual(["reviews.imported", "reviews.import-undone"]);
    const items = await pastImports(manager);
    expect(importsOutput.parse({ items })).toEqual({ items });
    expect(items).toMatchObject([
      { undone: { by: "Mona Manager" }, undo: { allowed: false, reason: "This import was already undone." } },
    ]);
  });

  it("lets the same file come again, and knows only the import that stands", async () => {
    await undone(await imported(FIRST));
    const again = await imported(FIRST, "2026-11-27T09:00:00Z");
    expect(again).toBeGreaterThan(0);
    const imports = await db().select().from(reviewImports).orderBy(reviewImports.id);
    expect(imports.map(({ undoneAt }) => undoneAt !== null)).toEqual([true, false]);
    expect(await reviewOf("change:C-1")).toMatchObject({ importId: again });
  });

  it("opens again what the file had said the end of, as it was, and not before the file that rests on it", async () => {
    const first = await imported(FIRST);
    const [open, before] = [await reviewOf("change:C-2"), await numbers()];
    const later = await imported(LATER, "2026-11-25T12:00:00Z");
    expect(await reviewOf("change:C-2")).toMatchObject({
      state: "approved",
      importedFindings: 4,
      launchedOn: "2026-11-21",
    });
    const refused = await refuses(db(), Conflict, () => undone(first));
    expect(refused.message).toBe("“tracker.csv” updates reviews from this import. Undo that import first.");
    expect(await undone(later)).toMatchObject({ removed: 1, reopened: 2 });
    expect(await reviewOf("change:C-2")).toEqual({ ...open, sequence: 3 });
    expect(await numbers()).toEqual(before);
    expect(await db().select().from(reviewImportChanges)).toEqual([]);
    expect(await undone(first)).toMatchObject({ removed: 4, reopened: 0 });
  });

  it.each([
    ["logged time on", "C-1", (id: number) => logActivity(cast.engineer, { ...HALF_AN_HOUR, reviewId: id })],
    ["found something in", "C-1", (id: number) => raiseFinding(cast.engineer, id, { ...ESCAPE, sequence: 1 })],
    ["commented on", "C-2", (id: number) => commentOnReview(cast.engineer, id, { body: "Whose is it?" })],
    ["cancelled", "C-2", (id: number) => cancelReview(manager, id, { sequence: 1, reason: "It was dropped there." })],
    [
      "closed",
      "C-1",
      (id: number) => closeReview(manager, id, { sequence: 1, reason: "It was dropped.", dropped: true }),
    ],
  ] as const)("is refused once someone has %s one of its reviews", async (_, key, act) => {
    const importId = await imported(FIRST, "2026-11-25T08:00:00Z");
    const id = (await reviewOf(`change:${key}`))?.id ?? 0;
    await act(id);
    const { message } = await refuses(db(), Conflict, () => undone(importId));
    expect(message).toBe(`REV-${id} from this import has been worked on here since.`);
    const [file] = await pastImports(manager);
    expect(file?.undo).toEqual({ allowed: false, reason: message });
  });

  it("does not mind what was said of an open review before the file that it undoes", async () => {
    await imported(FIRST, "2026-11-25T08:00:00Z");
    await commentOnReview(cast.engineer, (await reviewOf("change:C-2"))?.id ?? 0, { body: "Whose is it?" });
    expect(await undone(await imported(LATER, "2026-11-25T12:00:00Z"))).toMatchObject({ reopened: 2 });
  });

  it("is refused once someone has cancelled a review that it spoke of again, on an instance whose clock is behind", async () => {
    await imported(FIRST, "2026-11-25T08:00:00Z");
    const later = await imported(LATER, "2026-11-25T12:00:00Z");
    const { id = 0, sequence = 0 } = (await reviewOf("change:C-4")) ?? {};
    const behind = at(manager, "2026-11-25T11:59:58Z");
    await cancelReview(behind, id, { sequence, reason: "It was dropped there." });
    const { message } = await refuses(db(), Conflict, () => undone(later));
    expect(message).toBe(`REV-${id} from this import has been worked on here since.`);
    expect(await reviewOf("change:C-4")).toMatchObject({ state: "cancelled" });
  });

  it("and a later file that comes at the same moment never both speak of one review", async () => {
    const first = await imported(FIRST);
    const both = await Promise.allSettled([undone(first), imported(LATER, "2026-11-25T12:00:00Z")]);
    for (const one of both) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Conflict);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    const standing = (await db().select().from(reviewImports)).flatMap(({ id, undoneAt }) => (undoneAt ? [] : [id]));
    for (const { importId } of await db().select().from(reviews)) expect(standing).toContain(importId);
    const file = await importPastReviews(at(manager, "2026-11-27T09:00:00Z"), again(LATER));
    expect(file.problems).toEqual([]);
  });

  it("changes no letter that was drafted and no program review that was opened since, and says how many there are", async () => {
    const importId = await imported(FIRST);
    const [team] = await db().select().from(teams);
    await db()
      .insert(newsletters)
      .values({
        organisationId: team?.organisationId ?? 0,
        ...{ quarter: "2026-Q4", state: "draft", snapshot: {}, snapshotDigest: "0" },
        ...{ asOf: new Date("2026-11-25T12:00:00Z"), draftedAt: new Date("2026-11-25T12:00:00Z") },
      });
    await openProgramReview(at(manager, "2026-11-25T12:00:00Z"), { quarter: "2026-Q3", heldOn: "2026-11-20" });
    const [before] = await db().select().from(programReviews);
    const kept = { letters: 1, programReviews: 1 };
    expect((await pastImports(manager))[0]).toMatchObject({ ...kept, undo: { allowed: true } });
    expect(await undone(importId)).toMatchObject(kept);
    expect(await db().select().from(newsletters)).toHaveLength(1);
    expect(await db().select().from(programReviews)).toEqual([before]);
  });

  it("leaves the goals that were set since the baseline they were set with, and says how many there are", async () => {
    const goal = async (setAt: string, baseline: number | null = null) => {
      const wanted = { businessGoal: "Launch faster", outcome: "Reviews do not wait", dueOn: "2027-03-31" };
      const asked = { ...wanted, metric: "M3", target: 1, direction: "down", baseline } as const;
      return setMeasuredGoal(at(manager, setAt), asked);
    };
    await goal("2026-11-25T08:00:00Z", 20);
    const importId = await imported(`${FIRST}C-6,2026-07-06T09:00:00Z,2026-07-09T09:00:00Z,,,no,low,change,2,\n`);
    const ended = await goal("2026-11-25T12:00:00Z");
    await endGoal(at(manager, "2026-11-25T12:00:00Z"), ended.id, { reason: "Not now" });
    const { id } = await goal("2026-11-25T12:00:00Z");
    const baselineOf = async () => (await goals(manager)).find((each) => each.id === id)?.baseline;
    expect(await baselineOf()).toBe(2);
    expect((await pastImports(manager))[0]).toMatchObject({ goals: 1, letters: 0, undo: { allowed: true } });
    expect(await undone(importId)).toMatchObject({ goals: 1 });
    expect(await baselineOf()).toBe(2);
  });

  it("is for program managers and admins, of an import that exists and stands", async () => {
    const importId = await imported(FIRST);
    await refuses(db(), Forbidden, () => undoImport(cast.engineer, { importId }));
    await refuses(db(), NotFound, () => undone(importId + 1));
    const admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    expect(await undoImport(admin, { importId })).toMatchObject({ removed: 4 });
    await refuses(db(), Conflict, () => undone(importId));
    await expect(pastImports(cast.engineer)).rejects.toThrow(Forbidden);
    expect(await pastImports(admin)).toHaveLength(1);
  });
});
