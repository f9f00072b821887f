import { sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { Field } from "./file/fields.ts";
import { type Meeting, meetingOf, type NamedPastReview, type ReviewHere, saysMore } from "./file/meeting.ts";
import type { ImportReport } from "./file/output.ts";
import type { ImportProblem } from "./file/read-table.ts";

/** A file's update on a review that an earlier file left open: how it ended, or that it is still open. */
export type LaterWord = { id: number; row: NamedPastReview };

type Met = { fresh: NamedPastReview[]; later: LaterWord[]; known: ImportReport["known"]; problems: ImportProblem[] };
type Options = { timeZone: string; columnOf: (field: Field) => number | null };

/** Separates new rows from those of existing reviews, and reports the contradictions of either. */
export async function meetReviewsHere(
  ctx: Context,
  rows: readonly NamedPastReview[],
  { timeZone, columnOf }: Options,
): Promise<Met> {
  const here = await reviewsByKey(ctx, rows);
  const met: Met = {
    fresh: [],
    later: [],
    known: { same: 0, decided: 0, cancelled: 0, open: 0, otherwise: 0 },
    problems: [],
  };
  for (const row of rows) {
    const review = here.get(row.importKey);
    if (!review) {
      met.fresh.push(row);
      continue;
    }
    const meeting = meetingOf(row, review);
    if (meeting.says === "otherwise") {
      const { field } = meeting;
      met.problems.push({
        line: row.line,
        column: columnOf(field),
        field,
        message: `${field}: ${wordsOf(row, review, meeting)}`,
      });
      continue;
    }
    met.known[meeting.says] += 1;
    if (meeting.says !== "same") met.later.push({ id: review.id, row });
    if (saysMore(row, review, row.launchedAt && dayIn(row.launchedAt, timeZone))) met.known.otherwise += 1;
  }
  return met;
}

function wordsOf(
  { changeId }: NamedPastReview,
  { id }: ReviewHere,
  { words }: Extract<Meeting, { words: string }>,
): string {
  const what = changeId === null ? `This review (${reviewRef(id)})` : `“${changeId}” (${reviewRef(id)})`;
  return `${what} ${words}. Remove the row, or undo the import that added it`;
}

async function reviewsByKey(ctx: Context, rows: readonly NamedPastReview[]): Promise<Map<string, ReviewHere>> {
  if (rows.length === 0) return new Map();
  const keys = rows.map(({ importKey }) => importKey);
  const found = await ctx.db
    .select({
      key: sql<string>`${reviews.importKey}`,
      id: reviews.id,
      state: reviews.state,
      openElsewhereAt: reviews.openElsewhereAt,
      submittedAt: reviews.firstSubmittedAt,
      decidedAt: reviews.firstDecidedAt,
      endedAt: reviews.endedAt,
      launchedOn: reviews.launchedOn,
      title: reviews.title,
      tier: reviews.tier,
      type: reviews.type,
      findings: reviews.importedFindings,
      teamId: reviews.teamId,
      guardianId: reviews.guardianId,
      guarded: reviews.importedWithGuardian,
    })
    .from(reviews)
    .where(sql`${reviews.importKey} in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`);
  return new Map(
    found.map(({ key, openElsewhereAt, endedAt, ...review }) => [
      key,
      {
        ...review,
        isOpen: openElsewhereAt !== null && isOpen(review.state),
        cancelledAt: review.state === "cancelled" ? endedAt : null,
      },
    ]),
  );
}
