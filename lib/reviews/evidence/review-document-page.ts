import type { Context } from "#lib/context.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { waitingRuns } from "#lib/policies/queries.ts";
import { lastWaiverDay } from "#lib/reviews/exceptions/waiver-terms.ts";
import { waiverView } from "#lib/reviews/exceptions/waiver-view.ts";

/**
 * A document of a review this actor may see, the review's waivers, and the runs that were unfinished before it was
 * read.
 */
export async function reviewDocumentPage(ctx: Context, asked: Parameters<typeof documentPage>[1]) {
  const waiting = await waitingRuns(ctx, asked.reviewId);
  const page = await documentPage(ctx, asked);
  const standing = await waiverView(ctx, asked.reviewId);
  return { page, waiting, standing, waivableUntil: await lastWaiverDay(ctx) };
}
