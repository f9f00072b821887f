import { and, desc, eq, inArray, lt, lte } from "drizzle-orm";
import { isApproval } from "#db/conditions/reviews.ts";
import { fullText } from "#db/full-text.ts";
import { blobs, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { lastRun, resultsOf } from "#lib/policies/queries.ts";
import { compareRuns } from "#lib/policies/rules/compare-runs.ts";
import { compareTexts, countLines, countRows } from "#lib/policies/rules/compare-texts.ts";
import { comparedRevision } from "#lib/policies/rules/compared-revision.ts";
import { historyOf } from "#lib/policies/rules/document-history.ts";
import type { DocumentChange, DocumentComparison, RunHead, StoredResult } from "#lib/policies/rules/run-view.ts";

type Document = { name: string; sha256: string };
type Held = Document & { revision: number };
type Here = Held & { reviewId: number; text: string; run: RunHead | null; results: StoredResult[] };

/** Documents of up to this many bytes get counted line changes; longer ones are only reported as changed. */
const MOST_COUNTED = 64_000;

/**
 * Compares a document of a review with an earlier revision, and says what became of the review's other documents.
 * `held` lists all revisions' documents, newest first; `against` comes from the address. Scoped by the caller.
 */
export async function compareDocuments(ctx: Context, here: Here, held: readonly Held[], against: string | undefined) {
  const history = historyOf(held, here.name);
  const approved = await approvedBefore(ctx, here);
  const { chosen, ...compared } = comparedRevision(history, here, approved, against);
  const before = chosen ? held.filter(({ revision }) => revision === chosen.revision) : [];
  const now = held
    .filter(({ revision }) => revision === here.revision)
    .map((document) => ({ document, was: earlierForm(held, document, chosen?.revision) }));
  const known = new Set(now.map(({ was }) => was));
  const comparison: DocumentComparison | null = chosen && {
    revision: chosen.revision,
    name: chosen.name,
    isLast: history.find(({ revision }) => revision < here.revision)?.revision === chosen.revision,
    rows: compareTexts((await textsOf(ctx, [chosen.sha256])).get(chosen.sha256) ?? "", here.text),
    ...(await compareResults(ctx, here, chosen)),
    gone: before.filter((one) => !known.has(one)).map(({ name, sha256 }) => ({ name, sha256 })),
  };
  const changes = chosen ? await changesSince(ctx, now) : new Map<string, DocumentChange>();
  if (comparison?.rows && changes.get(here.name) !== "same") changes.set(here.name, countRows(comparison.rows));
  const earlier = (one: Held) => one.revision < here.revision;
  return {
    isNew: history.length > 0 && here.revision > 1 && !history.some(earlier),
    compared,
    comparison,
    changes,
  };
}

/** The last revision approved before this one; null if none was. */
async function approvedBefore(ctx: Context, { reviewId, revision }: Here): Promise<number | null> {
  const [approved] = await ctx.db
    .select({ revision: reviewDecisions.revision })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, reviewId), isApproval(), lt(reviewDecisions.revision, revision)))
    .orderBy(desc(reviewDecisions.decidedAt), desc(reviewDecisions.id))
    .limit(1);
  return approved?.revision ?? null;
}

async function compareResults(ctx: Context, here: Here, { revision, ...was }: Held) {
  const run = await lastRun(ctx, here.reviewId, revision);
  const profile = run && `${run.profile.name} v${run.profile.version}`;
  const profileHere = here.run && `${here.run.profile.name} v${here.run.profile.version}`;
  if (run?.state !== "finished" || here.run?.state !== "finished") return { results: null, otherProfile: null };
  const before = resultsAbout(await resultsOf(ctx, run.id), was).map((one) => ({ ...one, documentName: here.name }));
  return {
    results: compareRuns(before, here.results),
    otherProfile: profile === profileHere ? null : profile,
  };
}

/** The check results of a revision about one of its documents. */
export function resultsAbout(results: readonly StoredResult[], { name, sha256 }: Document): StoredResult[] {
  return results.filter((result) => result.sha256 === sha256 && result.documentName === name);
}

/** The earlier revision's form of a document; undefined if it has none. */
function earlierForm(held: readonly Held[], document: Held, revision: number | undefined): Held | undefined {
  return historyOf(held, document.name).find((one) => one.revision === revision);
}

type Since = { document: Document; was: Document | undefined };

async function changesSince(ctx: Context, now: readonly Since[]) {
  const digests = now.flatMap(({ document, was }) =>
    was && was.sha256 !== document.sha256 ? [document.sha256, was.sha256] : [],
  );
  const texts = await textsOf(ctx, digests, MOST_COUNTED);
  const changeOf = ({ document: { sha256 }, was }: Since): DocumentChange => {
    if (!was) return "new";
    if (was.sha256 === sha256) return "same";
    const [from, to] = [texts.get(was.sha256), texts.get(sha256)];
    return (from !== undefined && to !== undefined && countLines(from, to)) || "changed";
  };
  return new Map(now.map((since) => [since.document.name, changeOf(since)]));
}

/** Texts by SHA-256; `most` leaves out texts of more bytes. */
async function textsOf(ctx: Context, digests: readonly string[], most?: number): Promise<Map<string, string>> {
  if (digests.length === 0) return new Map();
  const rows = await ctx.db
    .select({ sha256: blobs.sha256, text: fullText(blobs.content) })
    .from(blobs)
    .where(and(inArray(blobs.sha256, [...digests]), most === undefined ? undefined : lte(blobs.bytes, most)));
  return new Map(rows.map(({ sha256, text }) => [sha256, text]));
}
