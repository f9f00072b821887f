"use server";

import { importPastReviews } from "#lib/reviews/import-past-reviews.ts";
import { formAction } from "#lib/web/form-action.ts";

/** A person mends no more than this in one go; the count says how many there are. */
const SHOWN = 200;

export async function importReviewsAction(input: Record<string, unknown>) {
  return formAction("import-reviews", async (ctx) => {
    const report = await importPastReviews(ctx, input);
    return { ...report, problems: report.problems.slice(0, SHOWN), problemCount: report.problems.length };
  });
}
