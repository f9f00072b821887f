import { and, eq, gte, inArray, lt, not, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { fixedFinding } from "#db/conditions/findings.ts";
import { isApproval, openReview } from "#db/conditions/reviews.ts";
import {
  checkResults,
  checkRuns,
  findings,
  guardianships,
  people,
  reviewDecisions,
  reviews,
  teams,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { creditedReviewIds } from "#lib/reviews/involvement/involvement.ts";
import type { About } from "./about.ts";
import type { LetterSnapshot } from "./output.ts";

type Credit = LetterSnapshot["guardians"][number];

/**
 * The guardians, by name, involved in the organisation's reviews decided in the quarter, credited as in M10 wherever
 * they guard now. Each has a count and the outcomes of these reviews. Nobody is listed with zero. Missed threats are
 * not proposed anywhere yet.
 */
export async function guardianCredits(ctx: Context, about: About): Promise<Credit[]> {
  const decided = await decidedWithCredit(ctx, about);
  const ids = decided.map(({ id }) => id);
  const fixed = await blockingFixed(ctx, ids);
  const mended = await checksMended(ctx, ids);
  const refused = await accessRefused(ctx, ids);
  const guardians = await guardiansOf(ctx, about, decided);
  return guardians.map((guardian) => {
    const own = decided.filter(({ guardianId }) => guardianId === guardian.id);
    const sum = (counts: Map<number, number>) => own.reduce((total, { id }) => total + (counts.get(id) ?? 0), 0);
    return {
      ...guardian,
      reviews: own.length,
      blockingFixed: sum(fixed),
      checksMended: sum(mended),
      accessRefused: sum(refused),
    };
  });
}

type Decided = { id: number; guardianId: number | null };

/**
 * The credited guardians, each with the organisation's team they guarded last, or any team if they guarded none of its
 * teams.
 */
async function guardiansOf(ctx: Context, { scope, end }: About, decided: readonly Decided[]) {
  const ids = decided.flatMap(({ guardianId }) => guardianId ?? []);
  const team = sql<string>`coalesce(${teams.name}, '')`;
  return ctx.db
    .selectDistinctOn([byName(people.name), people.id], { id: people.id, name: people.name, team })
    .from(people)
    .leftJoin(guardianships, and(eq(guardianships.personId, people.id), lt(guardianships.activeAt, end)))
    .leftJoin(teams, eq(teams.id, guardianships.teamId))
    .where(inArray(people.id, ids))
    .orderBy(
      byName(people.name),
      people.id,
      sql`(${inScope(scope, guardianships.teamId)}) is true desc`,
      sql`${guardianships.activeAt} desc nulls last`,
    );
}

async function decidedWithCredit(ctx: Context, { scope, start, end }: About): Promise<Decided[]> {
  return ctx.db
    .select({ id: reviews.id, guardianId: reviews.guardianAtSubmitId })
    .from(reviews)
    .where(
      and(
        gte(reviews.firstDecidedAt, start),
        lt(reviews.firstDecidedAt, end),
        inScope(scope, reviews.teamId),
        inArray(reviews.id, creditedReviewIds(ctx)),
      ),
    );
}

/**
 * Fixed before the first approval. A finding made after it (an escape), or fixed only then, was missed by the review.
 */
async function blockingFixed(ctx: Context, reviewIds: readonly number[]): Promise<Map<number, number>> {
  if (reviewIds.length === 0) return new Map();
  const approvedAt = ctx.db
    .select({ at: sql`min(${reviewDecisions.decidedAt})` })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, findings.reviewId), isApproval()));
  const rows = await ctx.db
    .select({ id: findings.reviewId, n: sql<number>`count(*)::int` })
    .from(findings)
    .where(
      and(
        inArray(findings.reviewId, [...reviewIds]),
        findings.blocking,
        fixedFinding(),
        not(findings.escape),
        sql`${findings.fixedAt} <= (${approvedAt})`,
      ),
    )
    .groupBy(findings.reviewId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/**
 * Counts each check of each policy once if it failed in some revision, passed in a later one, and did not fail again.
 */
async function checksMended(ctx: Context, reviewIds: readonly number[]): Promise<Map<number, number>> {
  if (reviewIds.length === 0) return new Map();
  return checksWith(ctx, inArray(checkRuns.reviewId, [...reviewIds]), sql`${lastOf("pass")} > ${lastOf("fail")}`);
}

/**
 * Counts each policy once if its new access failed, was not narrowed to a pass, and was let in by no approval. For an
 * approved review, the checks covered the last approved documents and found the policy in none. Otherwise the review
 * has ended without a follow-up that may ask for the same access. Narrowed access counts as a check that went from fail
 * to pass.
 */
async function accessRefused(ctx: Context, reviewIds: readonly number[]): Promise<Map<number, number>> {
  if (reviewIds.length === 0) return new Map();
  const ofReview = and(eq(reviewDecisions.reviewId, checkRuns.reviewId), isApproval());
  const approved = sql`(select ${reviewDecisions.revision} from ${reviewDecisions} where ${ofReview})`;
  const last = sql`(select max(${reviewDecisions.revision}) from ${reviewDecisions} where ${ofReview})`;
  const isLast = sql`last.review_id = ${checkRuns.reviewId} and last.revision = ${last} and last.state = 'finished'`;
  // An unlisted result may belong to any policy.
  const isSame = sql`still.run_id = last.id and (still."check" = 'unlisted' or still.logical_id = ${checkResults.logicalId}
    and still.policy_name is not distinct from ${checkResults.policyName})`;
  const isOver = sql`exists (select from ${reviews} where ${reviews.id} = ${checkRuns.reviewId} and not ${openReview()})
    and not exists (select from ${reviews} where ${reviews.previousReviewId} = ${checkRuns.reviewId})`;
  return checksWith(
    ctx,
    and(inArray(checkRuns.reviewId, [...reviewIds]), eq(checkResults.check, "no_new_access")),
    sql`${lastOf("fail")} > coalesce(${lastOf("pass")}, 0)
      and max(${checkRuns.revision}) filter (where ${checkRuns.revision} in ${approved}) is null
      and case when ${last} is null then ${isOver} else exists (select from ${checkRuns} as last where ${isLast}
        and not exists (select from ${checkResults} as still where ${isSame})) end`,
  );
}

/** The last revision in which a check of a policy had this verdict. */
function lastOf(verdict: "pass" | "fail"): SQL {
  return sql`max(${checkRuns.revision}) filter (where ${checkResults.verdict} = ${verdict})`;
}

/** How many checks of single policies ended this way over the revisions of each review. */
async function checksWith(ctx: Context, of: SQL | undefined, cameOut: SQL): Promise<Map<number, number>> {
  const found = ctx.db
    .select({ id: checkRuns.reviewId })
    .from(checkResults)
    .innerJoin(checkRuns, eq(checkRuns.id, checkResults.runId))
    .where(of)
    .groupBy(
      checkRuns.reviewId,
      checkResults.documentName,
      checkResults.check,
      checkResults.logicalId,
      checkResults.policyName,
    )
    .having(cameOut)
    .as("found");
  const rows = await ctx.db.select({ id: found.id, n: sql<number>`count(*)::int` }).from(found).groupBy(found.id);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
