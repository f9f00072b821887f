import { and, asc, desc, eq, gte, inArray, isNotNull, max, or, sql } from "drizzle-orm";
import { isApproval, openConditions } from "#db/conditions/reviews.ts";
import {
  reviewConditions,
  reviewDecisions,
  reviewImportChanges,
  reviewImports,
  reviewRevisions,
  reviewStates,
  reviews,
  waiverAsks,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { daysOf, heldOn } from "#lib/exceptions/rules.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { LockedReview, ReviewRow } from "#lib/reviews/change.ts";
import { gatesNow } from "#lib/reviews/decisions/decide.ts";
import { gateWaiversFor } from "#lib/reviews/exceptions/gate-waivers.ts";
import { gatesWaivedBy } from "#lib/reviews/rules/decided-on-waivers.ts";
import { GATE_UNMET_BY } from "#lib/reviews/rules/gates.ts";
import { importObstacle, NOT_APPROVED_THEN, obstaclesOn } from "#lib/reviews/rules/launch.ts";
import { CAPABILITIES } from "#lib/reviews/rules/verbs.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { beforeToday } from "./before-today.ts";
import { findingsBlockingOn, resultsBlockingOn } from "./blocking-on.ts";

/** A launch can only be recorded after it has happened. */
export function requirePastDay(ctx: Context, launchedOn: string): void {
  if (launchedOn <= ctx.day) return;
  const problem = { path: ["launchedOn"], message: "must not be after today" };
  throw new Invalid("A launch can be recorded only once it has happened.", [problem]);
}

/** A launch is requested in advance; a past day is a typing error. */
export function requireDayAhead(ctx: Context, requestedLaunchOn: string | null | undefined): void {
  if (!requestedLaunchOn || requestedLaunchOn >= ctx.day) return;
  throw new Invalid("A launch must be requested for today or later.", [beforeToday(ctx, ["requestedLaunchOn"])]);
}

type Then = { day: string; timeZone: string };

/** The obstacles a launch on a past day bypassed, besides the current ones; one sentence each. */
export async function obstaclesThen(ctx: Context, review: LockedReview, day: string): Promise<string[]> {
  const { timeZone } = await programSettings(ctx);
  const { id } = review.row;
  const then = { day, timeZone };
  if (!(await wasApprovedOn(ctx, review.row, then))) return [NOT_APPROVED_THEN];
  const approvals = await approvalsOf(ctx, id);
  const imported = approvals.length === 0 ? importObstacle(await importedOn(ctx, id, timeZone), day) : null;
  if (imported !== null) return [imported];
  const standing = approvals.find(({ decidedAt }) => dayIn(decidedAt, timeZone) <= day);
  const { stale, revision } = await evidenceOn(ctx, id, then, { standing, last: approvals[0] });
  const conditions = standing ? await conditionsOf(ctx, id, standing) : [];
  const findings = await findingsBlockingOn(ctx, id, then);
  const waivers = (await gateWaiversFor(ctx, id, revision)).filter(
    ({ gate, approvedAt }) => gate !== GATE_UNMET_BY.finding || findings.every((since) => since <= approvedAt),
  );
  return obstaclesOn(day, {
    stale,
    gates: await gatesNow(ctx, review),
    unmet: standing ? await gatesPastBy(ctx, id, then, standing) : [],
    blocked: {
      policy_checks: revision === null ? 0 : await resultsBlockingOn(ctx, { reviewId: id, revision }, then),
      findings: findings.length,
    },
    conditions: conditions.map(({ verifiedAt, ...condition }) => ({
      ...condition,
      verifiedOn: verifiedAt && dayIn(verifiedAt, timeZone),
    })),
    waivers: waivers.map((waiver) => ({ gate: waiver.gate, ...daysOf(waiver, timeZone) })),
  });
}

/**
 * Whether a change was approved on a day of the program, or for part of it. For an import only its decision is known.
 */
async function wasApprovedOn(
  ctx: Context,
  { id, decidedAt }: Pick<ReviewRow, "id" | "decidedAt">,
  { day, timeZone }: Then,
): Promise<boolean> {
  const spans = await ctx.db
    .select({ from: reviewStates.fromAt, to: reviewStates.toAt })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, id), inArray(reviewStates.state, [...CAPABILITIES.record_launch.from])));
  if (spans.length === 0) return decidedAt !== null && dayIn(decidedAt, timeZone) <= day;
  return spans.some(({ from, to }) => heldOn({ from: dayIn(from, timeZone), until: to && dayIn(to, timeZone) }, day));
}

/** The day a file last said how a review in another tracker ended; null for a review created here. */
async function importedOn({ db }: Context, reviewId: number, timeZone: string): Promise<string | null> {
  const said = db
    .select({ id: reviewImportChanges.importId })
    .from(reviewImportChanges)
    .where(eq(reviewImportChanges.reviewId, reviewId));
  const own = db.select({ id: reviews.importId }).from(reviews).where(eq(reviews.id, reviewId));
  const [last] = await db
    .select({ at: max(reviewImports.acceptedAt) })
    .from(reviewImports)
    .where(or(inArray(reviewImports.id, own), inArray(reviewImports.id, said)));
  return last?.at ? dayIn(last.at, timeZone) : null;
}

/** The approvals of a review, latest first. */
function approvalsOf(ctx: Context, reviewId: number) {
  return ctx.db
    .select({ id: reviewDecisions.id, decidedAt: reviewDecisions.decidedAt, seen: reviewDecisions.seen })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, reviewId), isApproval()))
    .orderBy(desc(reviewDecisions.id));
}

type Approval = Awaited<ReturnType<typeof approvalsOf>>[number];
/**
 * Whether the evidence differed all day from what the approval then in force had seen, if it now matches the last
 * approval; otherwise the revision that contained it.
 */
async function evidenceOn(
  ctx: Context,
  reviewId: number,
  { day, timeZone }: Then,
  { standing, last }: Record<"standing" | "last", Approval | undefined>,
): Promise<{ stale: boolean; revision: number | null }> {
  const sealed = await ctx.db
    .select({ number: reviewRevisions.number, digest: reviewRevisions.digest, sealedAt: reviewRevisions.sealedAt })
    .from(reviewRevisions)
    .where(eq(reviewRevisions.reviewId, reviewId))
    .orderBy(asc(reviewRevisions.number));
  const then = sealed.filter(({ sealedAt }, at) => {
    const next = sealed[at + 1];
    return heldOn({ from: dayIn(sealedAt, timeZone), until: next ? dayIn(next.sealedAt, timeZone) : null }, day);
  });
  const approved = then.findLast(({ digest }) => digest === standing?.seen.evidence);
  const isStaleNow = sealed.at(-1)?.digest !== last?.seen.evidence;
  const stale = standing !== undefined && then.length > 0 && !approved && !isStaleNow;
  return { stale, revision: approved?.number ?? null };
}

/** The gates an approval passed on a waiver, and those with a waiver requested between the approval and a day. */
async function gatesPastBy(
  ctx: Context,
  reviewId: number,
  { day, timeZone }: Then,
  standing: Approval,
): Promise<string[]> {
  const { askedAt, gate } = waiverAsks;
  const asks = await ctx.db
    .select({ gate, askedAt })
    .from(waiverAsks)
    .where(and(eq(waiverAsks.reviewId, reviewId), isNotNull(gate), gte(askedAt, standing.decidedAt)));
  const asked = asks.filter((ask) => dayIn(ask.askedAt, timeZone) < day);
  return [...gatesWaivedBy(standing.seen), ...asked.flatMap(({ gate }) => gate ?? [])];
}

/** The conditions of an approval, except those that block now. */
function conditionsOf(ctx: Context, reviewId: number, { id }: Approval) {
  return ctx.db
    .select({ text: reviewConditions.text, when: reviewConditions.when, verifiedAt: reviewConditions.verifiedAt })
    .from(reviewConditions)
    .where(and(eq(reviewConditions.decisionId, id), sql`not ${openConditions(reviewId)}`))
    .orderBy(reviewConditions.id);
}
