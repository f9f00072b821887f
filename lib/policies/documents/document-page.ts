import { and, desc, eq } from "drizzle-orm";
import { attachedDocument } from "#db/conditions/reviews.ts";
import { fullText } from "#db/full-text.ts";
import { blobs, reviewArtefacts, reviewRevisions, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { lastRun, resultsOf } from "#lib/policies/queries.ts";
import { historyOf } from "#lib/policies/rules/document-history.ts";
import { openCounts } from "#lib/policies/rules/open-counts.ts";
import type { DocumentPage, StoredResult } from "#lib/policies/rules/run-view.ts";
import { waiversOn } from "#lib/policies/waivers.ts";
import { verdictNow } from "#lib/reviews/rules/gates.ts";
import { compareDocuments, resultsAbout } from "./compare-documents.ts";

type Asked = {
  reviewId: number;
  sha256: string;
  /** Selects a document among those with this text; the first by default. */
  name?: string | undefined;
  revision?: number | undefined;
  against?: string | undefined;
};

/**
 * A document of a review this actor may see, as in one revision: the named one, or the latest with this document. It is
 * shown next to its text in an earlier revision; `against` comes from the address.
 */
export async function documentPage(ctx: Context, asked: Asked): Promise<DocumentPage> {
  const { reviewId, sha256 } = asked;
  const rows = await ctx.db
    .select({ title: reviews.title, revision: reviewRevisions.number, evidence: reviewRevisions.evidence })
    .from(reviewRevisions)
    .innerJoin(reviews, eq(reviews.id, reviewRevisions.reviewId))
    .where(and(eq(reviews.id, reviewId), visibleReviews(ctx)))
    .orderBy(desc(reviewRevisions.number));
  const held = rows.flatMap(({ revision, title, evidence: { artefacts } }) =>
    artefacts.map((artefact) => ({ revision, title, ...artefact })),
  );
  const here = await documentAsked(ctx, held, asked);
  if (!here) throw new NotFound("The document");
  const { revision, title, name, checkedForm } = here;
  const [blob] = await ctx.db
    .select({ text: fullText(blobs.content) })
    .from(blobs)
    .where(eq(blobs.sha256, sha256));
  const run = await lastRun(ctx, reviewId, revision);
  const all = run ? await resultsOf(ctx, run.id) : [];
  const waivers = await waiversOn(ctx, reviewId, revision);
  const verdictOf = (document: { name: string; sha256: string }) =>
    run?.state === "finished" ? verdictNow(openCounts(resultsAbout(all, document), waivers)) : null;
  const text = blob?.text ?? "";
  const results = checkedForm
    ? withoutPlaces(resultsAbout(all, { name, sha256: checkedForm }))
    : resultsAbout(all, { name, sha256 });
  const document = { reviewId, revision, name, sha256, text, run, results };
  const { changes, ...compared } = await compareDocuments(ctx, document, checkedForm ? [] : held, asked.against);
  return {
    review: { id: reviewId, ref: reviewRef(reviewId), title },
    name,
    sha256,
    text,
    revision,
    run,
    verdict: verdictOf({ name, sha256: checkedForm ?? sha256 }),
    checkedForm,
    results,
    waivers,
    documents: held
      .filter((document) => document.revision === revision)
      .map(({ name, sha256 }) => ({
        name,
        sha256,
        verdict: verdictOf({ name, sha256 }),
        change: changes.get(name) ?? null,
      })),
    history: historyOf(held, name).map(({ revision, name, sha256 }) => ({ revision, name, sha256 })),
    ...compared,
  };
}

type Held = { title: string; revision: number; name: string; sha256: string };
type Here = Omit<Held, "sha256"> & Pick<DocumentPage, "checkedForm">;

/** If no revision is named, the currently attached document comes before an earlier revision's. */
async function documentAsked(ctx: Context, held: readonly Held[], asked: Asked): Promise<Here | null> {
  const own = held.filter(({ name, sha256 }) => sha256 === asked.sha256 && name === (asked.name ?? name));
  const revision = asked.revision ?? held[0]?.revision;
  const sealed = own.find((document) => document.revision === revision);
  if (sealed) return { ...sealed, checkedForm: null };
  if (asked.revision !== undefined) return null;
  const [latest] = own;
  return (await attachedSince(ctx, held, asked)) ?? (latest ? { ...latest, checkedForm: null } : null);
}

/** A document whose form alone has changed since the last revision, which therefore contains an earlier form. */
async function attachedSince(ctx: Context, held: readonly Held[], asked: Asked): Promise<Here | null> {
  const { id, name, reviewId, sha256 } = reviewArtefacts;
  const named = asked.name === undefined ? undefined : eq(name, asked.name);
  const here = and(eq(reviewId, asked.reviewId), eq(sha256, asked.sha256), named, attachedDocument());
  const [attached] = await ctx.db.select({ name }).from(reviewArtefacts).where(here).orderBy(id);
  const earlier = held.find((form) => form.revision === held[0]?.revision && form.name === attached?.name);
  return earlier ? { ...earlier, checkedForm: earlier.sha256 } : null;
}

/** Removes lines from results about another form of the same evidence, because the lines refer to that form. */
function withoutPlaces(results: readonly StoredResult[]): StoredResult[] {
  return results.map((result) => ({ ...result, reasons: result.reasons.map(({ span: _, ...reason }) => reason) }));
}
