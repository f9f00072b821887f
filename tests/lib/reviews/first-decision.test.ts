import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { linesOf } from "#components/reviews/queue/review-line.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, approved } from "#tests/support/reviews.ts";

const AGAIN = new Date("2026-11-30T09:00:00Z");

describe("the first decision of a review", () => {
  const db = useDatabase();

  it("is what lead time, age and file end with, also of a review that was decided again", async () => {
    const cast = await addCast(db());
    const { id, sequence } = await approved(cast);
    const opened = at(cast.requester, "2026-11-27T09:00:00Z");
    const reopened = await reopenReview(opened, id, { sequence, reason: "The design changed" });
    const later = at(cast.manager, "2026-12-02T09:00:00Z");
    const told = async () => {
      const filter = readFilter({ tab: "all" });
      const [review] = (await listReviews(later, filter)).reviews;
      const [row] = (await metricRows(later, "M1", {})).reviews;
      const [line] = parse(await exportReviews(later, filter), { columns: true }) as Record<string, string>[];
      if (!review || !row || !line) throw new Error("The review is in the list, in the rows and in the file");
      expect(row.decidedAt).toBe(review.firstDecidedAt);
      expect([line.first_submitted_at, line.first_decided_at]).toEqual([
        review.firstSubmittedAt,
        review.firstDecidedAt,
      ]);
      return { review, seconds: row.seconds, age: linesOf([review], later.now, 1).lines[0]?.ageSeconds };
    };
    const open = await told();
    expect(open.review).toMatchObject({ firstDecidedAt: NOW.toISOString(), decidedAt: null });
    await approveReview(at(cast.engineer, AGAIN.toISOString()), id, { sequence: reopened.sequence });
    const decided = await told();
    expect(decided.review).toMatchObject({ firstDecidedAt: NOW.toISOString(), decidedAt: AGAIN.toISOString() });
    expect(decided.age).toBe(decided.seconds);
  });
});
