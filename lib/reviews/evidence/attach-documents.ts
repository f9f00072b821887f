import { and, eq, type SQL } from "drizzle-orm";
import { attachedDocument } from "#db/conditions/reviews.ts";
import { blobs, reviewArtefacts } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { MOST_DOCUMENTS } from "#lib/lengths.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { type AttachInput, attachInput } from "#lib/reviews/input.ts";
import { sha256 } from "#lib/sha256.ts";
import { type ReadDocument, readDocuments } from "./read-documents.ts";
import { sealRevision } from "./seal-revision.ts";

/** What was removed from a document before storing it, to inform its sender. */
export type TakenOut = { document: string; words: string };
export type AttachReceipt = Receipt & { takenOut: TakenOut[] };

/**
 * Attaches policies and templates: all or none. A document replaces an attached one of the same name. Secrets are
 * removed before anything is stored.
 */
export async function attachDocuments(ctx: Context, reviewId: number, input: AttachInput): Promise<AttachReceipt> {
  const { sequence, documents } = parse(attachInput, input);
  const read = await readDocuments(ctx, documents);
  const receipt = await changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    await attachAll(ctx, row, read);
    return { currentRevision: await sealRevision(ctx, row) };
  });
  return { ...receipt, takenOut: takenOutOf(read) };
}

/** Attaches documents to a locked review; the caller seals the result. */
export async function attachAll(ctx: Context, row: ReviewRow, documents: readonly ReadDocument[]): Promise<void> {
  for (const document of documents) await attach(ctx, row, document);
  const count = await ctx.db.$count(reviewArtefacts, and(eq(reviewArtefacts.reviewId, row.id), attachedDocument()));
  if (count <= MOST_DOCUMENTS) return;
  const message = `A review can have at most ${MOST_DOCUMENTS} documents; it would now have ${count}.`;
  throw new Invalid(`${message} Remove some, or combine several into one.`, [{ path: ["documents"], message }]);
}

export function takenOutOf(documents: readonly ReadDocument[]): TakenOut[] {
  return documents.flatMap(({ name, secrets }) => secrets.map((words) => ({ document: name, words })));
}

async function attach(ctx: Context, row: ReviewRow, document: ReadDocument): Promise<void> {
  const digest = sha256(document.content);
  const personId = personOf(ctx.actor)?.personId ?? null;
  const ofName = and(eq(reviewArtefacts.reviewId, row.id), eq(reviewArtefacts.name, document.name));
  const here = and(ofName, attachedDocument());
  const [present] = await ctx.db.select({ sha256: reviewArtefacts.sha256 }).from(reviewArtefacts).where(here);
  if (present?.sha256 === digest) return;
  const bytes = Buffer.byteLength(document.content);
  await ctx.db
    .insert(blobs)
    .values({ sha256: digest, content: document.content, bytes, createdAt: ctx.now })
    .onConflictDoNothing();
  const removed = { removedAt: ctx.now, removedById: personId };
  const replaced = await ctx.db.update(reviewArtefacts).set(removed).where(here).returning();
  const { name, format, language, policies } = document;
  const meaning = await meaningOf(ctx, ofName, document);
  const attached = await ctx.db
    .insert(reviewArtefacts)
    .values({
      reviewId: row.id,
      name,
      format,
      language,
      policies,
      sha256: digest,
      meaning,
      addedById: personId,
      addedAt: ctx.now,
    })
    .returning();
  await record(
    ctx,
    {
      type: "review.artefact-attached",
      subject: { kind: "review", id: row.id },
      data: { artefactId: attached[0]?.id ?? 0, sha256: digest },
    },
    covered("review_artefacts", [...replaced, ...attached]),
  );
}

/** A document stored when quotes still counted keeps its earlier identity, so it is not new evidence. */
async function meaningOf(ctx: Context, ofName: SQL | undefined, { meaning, meaningBefore }: ReadDocument) {
  if (meaningBefore === null) return meaning;
  const was = await ctx.db.$count(reviewArtefacts, and(ofName, eq(reviewArtefacts.meaning, meaningBefore)));
  return was > 0 ? meaningBefore : meaning;
}
