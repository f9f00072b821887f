import type { Context } from "#lib/context.ts";
import { documentPage } from "#lib/policies/document-page.ts";
import { waiverStanding } from "./standing.ts";

/** A document of a review this actor may see, and how its review stands with waivers. */
export async function reviewDocumentPage(ctx: Context, asked: Parameters<typeof documentPage>[1]) {
  return { page: await documentPage(ctx, asked), standing: await waiverStanding(ctx, asked.reviewId) };
}
