import { and, desc, eq, inArray, lt, lte } from "drizzle-orm";
import { blobs, reviewDecisions } from "#db/schema/index.ts";
import { wholeText } from "#db/whole-text.ts";
import type { Context } from "#lib/context.ts";
import { isApproval } from "#lib/reviews/conditions.ts";
import { lastRun, resultsOf } from "./queries.ts";
import { compareRuns } from "./rules/compare-runs.ts";
import { compareTexts, countLines, countRows } from "./rules/compare-texts.ts";
import { comparedRevision } from "./rules/compared-revision.ts";
import type { DocumentChange, DocumentComparison, RunHead, StoredResult } from "./rules/run-view.ts";

type Document = { name: string; sha256: string };
type Held = Document & { revision: number };
type Here = Held & { reviewId: number; text: string; run: RunHead | null; results: StoredResult[] };

/** Bytes of a document whose lines are counted beside others: of a longer one it is only said that it changed. */
const MOST_COUNTED = 64_000;

/**
 * A document of a review against an earlier revision of it, and what became of the others since. `held` is what all
 * revisions of the review hold, the newest first; `against` what the address says. Scoped by the caller.
 */
export async function compareDocuments(ctx: Context, here: Here, held: readonly Held[], against: string | undefined) {
  const history = held.filter(({ name }) => name === here.name);
  const approved = await approvedBefore(ctx, here);
  const { chosen, ...compared } = comparedRevision(history, here, approved, against);
  const before = chosen ? held.filter(({ revision }) => revision === chosen.revision) : [];
  const now = held.filter(({ revision }) => revision === here.revision);
  const names = new Set(now.map(({ name }) => name));
  const comparison: DocumentComparison | null = chosen && {
    revision: chosen.revision,
    isLast: history.find(({ revision }) => revision < here.revision)?.revision === chosen.revision,
    rows: compareTexts((await textsOf(ctx, [chosen.sha256])).get(chosen.sha256) ?? "", here.text),
    ...(await compareResults(ctx, here, chosen)),
    gone: before.filter(({ name }) => !names.has(name)).map(({ name, sha256 }) => ({ name, sha256 })),
  };
  const changes = chosen ? await changesSince(ctx, now, before) : new Map<string, DocumentChange>();
  if (comparison?.rows && changes.get(here.name) !== "same") changes.set(here.name, countRows(comparison.rows));
  const earlier = (one: Held) => one.revision < here.revision;
  return {
    isNew: history.length > 0 && here.revision > 1 && !history.some(earlier),
    compared,
    comparison,
    changes,
  };
}

/** The revision that was approved last before this one; null where none was. */
async function approvedBefore(ctx: Context, { reviewId, revision }: Here): Promise<number | null> {
  const [approved] = await ctx.db
    .select({ revision: reviewDecisions.revision })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, reviewId), isApproval(), lt(reviewDecisions.revision, revision)))
    .orderBy(desc(reviewDecisions.decidedAt), desc(reviewDecisions.id))
    .limit(1);
  return approved?.revision ?? null;
}

async function compareResults(ctx: Context, here: Here, { revision, sha256 }: Omit<Held, "name">) {
  const run = await lastRun(ctx, here.reviewId, revision);
  const profile = run && `${run.profile.name} v${run.profile.version}`;
  const profileHere = here.run && `${here.run.profile.name} v${here.run.profile.version}`;
  if (run?.state !== "finished" || here.run?.state !== "finished") return { results: null, otherProfile: null };
  const before = resultsAbout(await resultsOf(ctx, run.id), { name: here.name, sha256 });
  return {
    results: compareRuns(before, here.results),
    otherProfile: profile === profileHere ? null : profile,
  };
}

/** What the checks of a revision say of one of its documents. */
export function resultsAbout(results: readonly StoredResult[], { name, sha256 }: Document): StoredResult[] {
  return results.filter((result) => result.sha256 === sha256 && result.documentName === name);
}

async function changesSince(ctx: Context, now: readonly Document[], before: readonly Document[]) {
  const shaBefore = new Map(before.map(({ name, sha256 }) => [name, sha256]));
  const changed = now.filter(({ name, sha256 }) => ![undefined, sha256].includes(shaBefore.get(name)));
  const texts = await textsOf(
    ctx,
    changed.flatMap(({ name, sha256 }) => [sha256, shaBefore.get(name) ?? ""]),
    MOST_COUNTED,
  );
  const changeOf = ({ name, sha256 }: Document): DocumentChange => {
    const old = shaBefore.get(name);
    if (old === undefined) return "new";
    if (old === sha256) return "same";
    const [from, to] = [texts.get(old), texts.get(sha256)];
    return (from !== undefined && to !== undefined && countLines(from, to)) || "changed";
  };
  return new Map(now.map((document) => [document.name, changeOf(document)]));
}

/** Texts by SHA-256; `most` leaves out those of more bytes. */
async function textsOf(ctx: Context, digests: readonly string[], most?: number): Promise<Map<string, string>> {
  if (digests.length === 0) return new Map();
  const rows = await ctx.db
    .select({ sha256: blobs.sha256, text: wholeText(blobs.content) })
    .from(blobs)
    .where(and(inArray(blobs.sha256, [...digests]), most === undefined ? undefined : lte(blobs.bytes, most)));
  return new Map(rows.map(({ sha256, text }) => [sha256, text]));
}
