import type { Context } from "#lib/context.ts";
import { documentPage } from "#lib/policies/document-page.ts";
import { waiverStanding } from "./standing.ts";
import { lastWaiverDay } from "./waiver-terms.ts";

/** A document of a review this actor may see, and how its review stands with waivers. */
export async function reviewDocumentPage(ctx: Context, asked: Parameters<typeof documentPage>[1]) {
  const page = await documentPage(ctx, asked);
  const standing = await waiverStanding(ctx, asked.reviewId);
  return { page, standing, waivableUntil: await lastWaiverDay(ctx) };
}
