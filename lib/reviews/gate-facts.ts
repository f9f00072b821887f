import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import {
  checkResults,
  checkRuns,
  findings,
  reviewArtefacts,
  reviewClaims,
  reviewEndorsements,
  threatModelVersions,
  waivers,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { undocumentedBlocking } from "#lib/threat-models/facts.ts";
import type { ReviewRow } from "./change.ts";
import type { GateFacts } from "./rules/gates.ts";

/** What the gates of these reviews read, in a fixed number of queries however many reviews there are. */
export async function gateFacts(
  ctx: Context,
  rows: readonly ReviewRow[],
  dependenceOf: (row: ReviewRow) => string | null = () => null,
): Promise<Map<number, GateFacts>> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const documents = await documentCounts(ctx, ids);
  const runs = await currentRuns(ctx, rows);
  const models = await modelFacts(ctx, rows);
  const open = await openBlocking(ctx, ids);
  const claims = await openClaims(ctx, ids);
  const endorsed = await endorsements(ctx, rows);
  const waived = await ctx.db
    .select({ reviewId: waivers.reviewId, gate: waivers.gate, expiresOn: waivers.expiresOn })
    .from(waivers)
    .where(and(inArray(waivers.reviewId, ids), isNull(waivers.endedAt)));
  const facts = rows.map((row): [number, GateFacts] => [
    row.id,
    {
      tier: row.tier ?? "low",
      intake: row.intake,
      now: ctx.now,
      threatModel: row.threatModelVersionId ? (models.get(row.threatModelVersionId) ?? null) : null,
      policies: { documents: documents.get(row.id) ?? 0, run: runs.get(row.id) ?? null },
      openBlockingFindings: open.get(row.id) ?? 0,
      conflict: {
        claimed: claims.has(row.id),
        stated: claims.get(row.id) ?? "",
        dependence: dependenceOf(row),
      },
      endorsements: endorsed.get(row.id) ?? 0,
      waivers: waived.filter(({ reviewId }) => reviewId === row.id),
    },
  ]);
  return new Map(facts);
}

async function documentCounts(ctx: Context, ids: number[]): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ id: reviewArtefacts.reviewId, n: sql<number>`count(*)::int` })
    .from(reviewArtefacts)
    .where(and(inArray(reviewArtefacts.reviewId, ids), isNull(reviewArtefacts.removedAt)))
    .groupBy(reviewArtefacts.reviewId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** The latest run of each review's current revision, with how many of its results stand in the way. */
async function currentRuns(ctx: Context, rows: readonly ReviewRow[]) {
  const revision = new Map(rows.map((row) => [row.id, row.currentRevision]));
  const runs = await ctx.db
    .select({
      id: checkRuns.id,
      reviewId: checkRuns.reviewId,
      revision: checkRuns.revision,
      state: checkRuns.state,
      blocking: sql<number>`count(*) filter (where ${checkResults.blocking} and ${checkResults.verdict} = 'fail')::int`,
      incomplete: sql<number>`count(*) filter (where ${checkResults.verdict} in ('incomplete', 'error'))::int`,
    })
    .from(checkRuns)
    .leftJoin(checkResults, eq(checkResults.runId, checkRuns.id))
    .where(inArray(checkRuns.reviewId, [...revision.keys()]))
    .groupBy(checkRuns.id)
    .orderBy(checkRuns.id);
  const current = runs.filter((run) => run.revision === revision.get(run.reviewId));
  return new Map(current.map((run) => [run.reviewId, run]));
}

async function modelFacts(ctx: Context, rows: readonly ReviewRow[]) {
  const versionIds = rows.flatMap(({ threatModelVersionId: id }) => (id === null ? [] : [id]));
  if (versionIds.length === 0) return new Map<number, { versionSeq: number; undocumentedBlocking: number }>();
  const versions = await ctx.db
    .select({ id: threatModelVersions.id, seq: threatModelVersions.seq })
    .from(threatModelVersions)
    .where(inArray(threatModelVersions.id, versionIds));
  const blocking = await undocumentedBlocking(ctx, versionIds);
  return new Map(versions.map(({ id, seq }) => [id, { versionSeq: seq, undocumentedBlocking: blocking.get(id) ?? 0 }]));
}

/** A risk is accepted until a day: after it the finding blocks again (S11). */
async function openBlocking(ctx: Context, ids: number[]): Promise<Map<number, number>> {
  const today = ctx.now.toISOString().slice(0, 10);
  const acceptedTooLong = and(eq(findings.state, "accepted"), lt(findings.acceptedUntil, today));
  const rows = await ctx.db
    .select({ id: findings.reviewId, n: sql<number>`count(*)::int` })
    .from(findings)
    .where(
      and(
        inArray(findings.reviewId, ids),
        eq(findings.blocking, true),
        or(inArray(findings.state, ["open", "in_progress", "fixed"]), acceptedTooLong),
      ),
    )
    .groupBy(findings.reviewId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

async function openClaims(ctx: Context, ids: number[]): Promise<Map<number, string>> {
  const rows = await ctx.db
    .select({ id: reviewClaims.reviewId, conflict: reviewClaims.conflict })
    .from(reviewClaims)
    .where(and(inArray(reviewClaims.reviewId, ids), isNull(reviewClaims.releasedAt)));
  return new Map(rows.map(({ id, conflict }) => [id, conflict]));
}

/** Endorsements of the current revision by somebody other than the reviewer. */
async function endorsements(ctx: Context, rows: readonly ReviewRow[]): Promise<Map<number, number>> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const all = await ctx.db
    .select({
      reviewId: reviewEndorsements.reviewId,
      revision: reviewEndorsements.revision,
      personId: reviewEndorsements.personId,
    })
    .from(reviewEndorsements)
    .where(inArray(reviewEndorsements.reviewId, [...byId.keys()]));
  const counts = new Map<number, number>();
  for (const { reviewId, revision, personId } of all) {
    const row = byId.get(reviewId);
    if (row?.currentRevision !== revision || row.reviewerId === personId) continue;
    counts.set(reviewId, (counts.get(reviewId) ?? 0) + 1);
  }
  return counts;
}
