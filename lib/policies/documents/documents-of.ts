import { and, eq, inArray } from "drizzle-orm";
import { fullText } from "#db/full-text.ts";
import { blobs, reviewRevisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import type { SubmittedDocument } from "#lib/policies/rules/evaluate-documents.ts";

/** The documents of a sealed revision, with their text. Scoped by the caller. */
export async function documentsOf(ctx: Context, reviewId: number, revision: number): Promise<SubmittedDocument[]> {
  const [sealed] = await ctx.db
    .select({ evidence: reviewRevisions.evidence })
    .from(reviewRevisions)
    .where(and(eq(reviewRevisions.reviewId, reviewId), eq(reviewRevisions.number, revision)));
  if (!sealed) throw new NotFound("The revision");
  const { artefacts } = sealed.evidence;
  if (artefacts.length === 0) return [];
  const digests = artefacts.map(({ sha256 }) => sha256);
  const rows = await ctx.db
    .select({ sha256: blobs.sha256, content: fullText(blobs.content) })
    .from(blobs)
    .where(inArray(blobs.sha256, digests));
  const contents = new Map(rows.map(({ sha256, content }) => [sha256, content]));
  return artefacts.map(({ name, sha256 }) => {
    const text = contents.get(sha256);
    if (text === undefined) throw new NotFound(`The content of ${name}`);
    return { name, sha256, text };
  });
}
