import { and, asc, desc, eq, getTableColumns, inArray, lt, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { LATEST_RUN_FIRST, waitingRun } from "#db/conditions/policies.ts";
import { fullText } from "#db/full-text.ts";
import { sliceOf } from "#db/paging.ts";
import {
  blobs,
  checkProfiles,
  checkProfileVersions,
  checkResults,
  checkRuns,
  people,
  reviewRevisions,
  reviews,
} from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import { completeDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { verdictNow } from "#lib/reviews/rules/gates.ts";
import { openResults } from "./open-results.ts";
import type { WaitingRun } from "./output.ts";
import { type ApprovedView, withoutBase } from "./rules/approved-comparison.ts";
import { compareRuns } from "./rules/compare-runs.ts";
import { profileFileName, profileJson } from "./rules/profile-json.ts";
import type { ProfileView, RecentRun, RunHead, RunView, StoredResult } from "./rules/run-view.ts";
import { waiversOn } from "./waivers.ts";

const RUN = {
  id: checkRuns.id,
  reviewId: checkRuns.reviewId,
  revision: checkRuns.revision,
  state: checkRuns.state,
  verdict: checkRuns.verdict,
  error: checkRuns.error,
  analyzer: checkRuns.analyzer,
  queuedAt: checkRuns.queuedAt,
  finishedAt: checkRuns.finishedAt,
  profile: { id: checkProfiles.id, name: checkProfiles.name, version: checkProfileVersions.version },
};

/** Runs with their profile. The caller selects them and has checked that this actor may see them. */
function runRows(ctx: Context) {
  return ctx.db
    .select(RUN)
    .from(checkRuns)
    .innerJoin(checkProfileVersions, eq(checkProfileVersions.id, checkRuns.profileVersionId))
    .innerJoin(checkProfiles, eq(checkProfiles.id, checkProfileVersions.profileId))
    .$dynamic();
}

/** The checks of one revision with their results and changes; null if none was queued. Scoped by the caller. */
export async function runOfRevision(ctx: Context, reviewId: number, revision: number): Promise<RunView | null> {
  const run = await lastRun(ctx, reviewId, revision);
  return run ? view(ctx, run) : null;
}

/** The most recently requested run of a revision; null if there is none. Scoped by the caller. */
export async function lastRun(ctx: Context, reviewId: number, revision: number): Promise<RunHead | null> {
  const [run] = await runRows(ctx)
    .where(and(eq(checkRuns.reviewId, reviewId), eq(checkRuns.revision, revision)))
    .orderBy(...LATEST_RUN_FIRST)
    .limit(1);
  return run ?? null;
}

/** The unfinished runs of a review, in the order requested. Scoped by the caller. */
export async function waitingRuns(ctx: Context, reviewId: number): Promise<WaitingRun[]> {
  const { id, revision, state, error } = checkRuns;
  return ctx.db
    .select({ id, revision, state, error })
    .from(checkRuns)
    .where(and(eq(checkRuns.reviewId, reviewId), waitingRun()))
    .orderBy(asc(id));
}

/** One run by id, if this actor may see its review. */
export async function policyRun(ctx: Context, runId: number): Promise<RunView> {
  const [run] = await runRows(ctx)
    .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
    .where(and(eq(checkRuns.id, runId), visibleReviews(ctx)));
  if (!run) throw new NotFound("The policy run");
  return view(ctx, run);
}

async function view(ctx: Context, run: RunHead): Promise<RunView> {
  const results = await resultsOf(ctx, run.id);
  const waivers = await waiversOn(ctx, run.reviewId, run.revision);
  const approved = await approvedOf(ctx, run);
  const [previous] = await ctx.db
    .select({ id: checkRuns.id, revision: checkRuns.revision })
    .from(checkRuns)
    .where(
      and(eq(checkRuns.reviewId, run.reviewId), lt(checkRuns.revision, run.revision), eq(checkRuns.state, "finished")),
    )
    .orderBy(desc(checkRuns.revision), ...LATEST_RUN_FIRST)
    .limit(1);
  if (!previous || run.state !== "finished") return { ...run, results, waivers, approved, since: null };
  const comparison = compareRuns(await resultsOf(ctx, previous.id), results);
  return { ...run, results, waivers, approved, since: { revision: previous.revision, comparison } };
}

/**
 * The comparison with the last approved review. A reader who may not see this review learns neither its number nor what
 * only it contains.
 */
async function approvedOf(ctx: Context, run: RunHead): Promise<ApprovedView | null> {
  const [compared] = await ctx.db
    .select({ approved: checkRuns.approved })
    .from(checkRuns)
    .where(eq(checkRuns.id, run.id));
  if (!compared?.approved) return null;
  const { base } = compared.approved;
  if (!base || base.reviewId === run.reviewId) return { before: base !== null, ...compared.approved };
  const [seen] = await ctx.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.id, base.reviewId), visibleReviews(ctx)));
  return seen ? { before: true, ...compared.approved } : withoutBase(compared.approved);
}

export function resultsOf(ctx: Context, runId: number): Promise<StoredResult[]> {
  const { runId: _, ...columns } = getTableColumns(checkResults);
  return ctx.db.select(columns).from(checkResults).where(eq(checkResults.runId, runId)).orderBy(asc(checkResults.id));
}

/** The runs of reviews this actor may see, newest first, paged. */
export async function recentRuns(ctx: Context, wanted = 1) {
  const all = ctx.db
    .select({ id: checkRuns.id })
    .from(checkRuns)
    .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
    .where(visibleReviews(ctx));
  const { place, limit, offset } = await sliceOf(ctx.db, all, wanted);
  const rows = await ctx.db
    .select({
      ...RUN,
      open: openResults(ctx.day),
      title: reviews.title,
      currentRevision: reviews.currentRevision,
    })
    .from(checkRuns)
    .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
    .innerJoin(checkProfileVersions, eq(checkProfileVersions.id, checkRuns.profileVersionId))
    .innerJoin(checkProfiles, eq(checkProfiles.id, checkProfileVersions.profileId))
    .where(visibleReviews(ctx))
    .orderBy(desc(checkRuns.id))
    .limit(limit)
    .offset(offset);
  const runs: RecentRun[] = rows.map(({ title, currentRevision, reviewId, open, ...run }) => ({
    ...run,
    blocking: open.open,
    standing: run.state === "finished" ? verdictNow(open) : null,
    review: { id: reviewId, ref: reviewRef(reviewId), title },
    current: run.revision === currentRevision,
  }));
  return { runs, ...place };
}

/** Every check profile with its latest version. Everybody may see what their reviews are checked against. */
export async function listProfiles(ctx: Context): Promise<ProfileView[]> {
  const rows = await versionRows(ctx)
    .where(
      sql`${checkProfileVersions.version} = (select max(v.version) from check_profile_versions v where v.profile_id = ${checkProfiles.id})`,
    )
    .orderBy(byName(checkProfiles.name));
  return rows.map(profileView);
}

/** A profile's versions, newest first. */
export async function profileVersions(ctx: Context, profileId: number): Promise<ProfileView[]> {
  const rows = await versionRows(ctx)
    .where(eq(checkProfiles.id, profileId))
    .orderBy(desc(checkProfileVersions.version));
  if (rows.length === 0) throw new NotFound("The check profile");
  return rows.map(profileView);
}

/** One version as a file for `guardians check --profile`. */
export async function profileFile(ctx: Context, profileId: number, version: number) {
  const versions = await profileVersions(ctx, profileId);
  const found = versions.find((one) => one.version === version);
  if (!found) throw new NotFound("The version");
  return { name: profileFileName(found.name, version), content: profileJson(found.name, found.definition) };
}

type VersionRow = Awaited<ReturnType<typeof versionRows>>[number];

function versionRows(ctx: Context) {
  return ctx.db
    .select({
      profileId: checkProfiles.id,
      name: checkProfiles.name,
      description: checkProfiles.description,
      tiers: checkProfiles.tiers,
      version: checkProfileVersions.version,
      definition: checkProfileVersions.definition,
      publishedAt: checkProfileVersions.publishedAt,
      publisher: { id: people.id, name: people.name },
    })
    .from(checkProfileVersions)
    .innerJoin(checkProfiles, eq(checkProfiles.id, checkProfileVersions.profileId))
    .leftJoin(people, eq(people.id, checkProfileVersions.publishedById))
    .$dynamic();
}

function profileView({ publisher, ...row }: VersionRow): ProfileView {
  return { ...row, definition: completeDefinition(row.definition), publishedBy: publisher };
}

/** The names and SHA-256 of a revision's documents. Scoped by the caller. */
export async function documentsHeld(ctx: Context, reviewId: number, revision: number) {
  const [sealed] = await ctx.db
    .select({ evidence: reviewRevisions.evidence })
    .from(reviewRevisions)
    .where(and(eq(reviewRevisions.reviewId, reviewId), eq(reviewRevisions.number, revision)));
  return sealed?.evidence.artefacts.map(({ name, sha256 }) => ({ name, sha256 })) ?? [];
}

/** Bytes of documents read for quoting on one page. */
const MOST_QUOTED = 2_000_000;

/** The texts of these documents by SHA-256, in this order, up to the limit quoted on one page. Scoped by the caller. */
export async function quotedTexts(ctx: Context, wanted: readonly string[]): Promise<Record<string, string>> {
  const digests = [...new Set(wanted)];
  if (digests.length === 0) return {};
  const { sha256, bytes, content } = blobs;
  const sizes = await ctx.db.select({ sha256, bytes }).from(blobs).where(inArray(sha256, digests));
  const sizeOf = new Map(sizes.map((one) => [one.sha256, one.bytes]));
  let room = MOST_QUOTED;
  const quoted = digests.filter((digest) => {
    const fits = (sizeOf.get(digest) ?? 0) <= room;
    if (fits) room -= sizeOf.get(digest) ?? 0;
    return fits;
  });
  const rows = await ctx.db
    .select({ sha256, text: fullText(content) })
    .from(blobs)
    .where(inArray(sha256, quoted));
  return Object.fromEntries(rows.map((row) => [row.sha256, row.text]));
}
