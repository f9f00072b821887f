import { and, desc, eq } from "drizzle-orm";
import { blobs, reviewArtefacts, reviewRevisions, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import { overallVerdict } from "#lib/checks/verdict.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { attachedDocument } from "#lib/reviews/conditions.ts";
import { compareDocuments, resultsAbout } from "./compare-documents.ts";
import { lastRun, resultsOf } from "./queries.ts";
import type { DocumentPage } from "./rules/run-view.ts";
import { waiversOf } from "./waivers.ts";

type Asked = { reviewId: number; sha256: string; revision?: number | undefined; against?: string | undefined };

/**
 * A document of a review this actor may see, as one revision holds it: the latest that does, unless one is named. Beside it
 * its text of an earlier revision; `against` is what the address says of that.
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
  const sealed = held.find(
    (document) => document.sha256 === sha256 && (asked.revision === undefined || document.revision === asked.revision),
  );
  const here = sealed ?? (asked.revision === undefined ? await attachedSince(ctx, rows[0], asked) : null);
  if (!here) throw new NotFound("The document");
  const { revision, title, name } = here;
  const [blob] = await ctx.db.select({ text: blobs.content }).from(blobs).where(eq(blobs.sha256, sha256));
  const run = await lastRun(ctx, reviewId, revision);
  const all = run ? await resultsOf(ctx, run.id) : [];
  const verdictOf = (document: { name: string; sha256: string }) =>
    run ? overallVerdict(resultsAbout(all, document).map((result) => result.verdict)) : null;
  const text = blob?.text ?? "";
  const results = resultsAbout(all, { name, sha256 });
  const document = { reviewId, revision, name, sha256, text, run, results };
  const { changes, ...compared } = await compareDocuments(ctx, document, sealed ? held : [], asked.against);
  return {
    review: { id: reviewId, ref: reviewRef(reviewId), title },
    name,
    sha256,
    text,
    revision,
    run,
    verdict: verdictOf({ name, sha256 }),
    results,
    waivers: await waiversOf(ctx, reviewId),
    documents: held
      .filter((document) => document.revision === revision)
      .map(({ name, sha256 }) => ({
        name,
        sha256,
        verdict: verdictOf({ name, sha256 }),
        change: changes.get(name) ?? null,
      })),
    history: held
      .filter((document) => document.name === name)
      .map((document) => ({ revision: document.revision, sha256: document.sha256 })),
    ...compared,
  };
}

type Sealed = { title: string; revision: number };

/** A document whose form alone has changed since the last revision, which therefore holds an earlier form of it. */
async function attachedSince(ctx: Context, last: Sealed | undefined, { reviewId, sha256 }: Asked) {
  if (!last) return null;
  const { name } = reviewArtefacts;
  const here = and(eq(reviewArtefacts.reviewId, reviewId), eq(reviewArtefacts.sha256, sha256), attachedDocument());
  const [attached] = await ctx.db.select({ name }).from(reviewArtefacts).where(here);
  return attached ? { ...last, ...attached } : null;
}
