"use server";

import { importPastReviews } from "#lib/reviews/import-past-reviews.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function importReviewsAction(input: Record<string, unknown>) {
  return formAction("import-reviews", (ctx) => importPastReviews(ctx, input));
}
