import { and, asc, desc, eq, getTableColumns, min } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { attachedDocument, endorsedByEngineer, endorsesRevision } from "#db/conditions/reviews.ts";
import {
  breakGlassLaunches,
  people,
  reviewArtefacts,
  reviewEndorsements,
  reviewRevisions,
  reviewStates,
  reviews,
  reviewTierChanges,
  services,
  teams,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { tierOf } from "#lib/intake/rules/tier-rules.ts";
import { reviewRef } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import { answerOwed } from "./asks/answer-owed.ts";
import { openBlockers } from "./asks/open-blockers.ts";
import { remindObstacle } from "./asks/remind.ts";
import { openReviewAsks } from "./asks/review-asks.ts";
import { partsIn, type ReviewRow } from "./change.ts";
import { decisionsOf } from "./decisions/decisions-of.ts";
import { gateFacts } from "./decisions/gate-facts.ts";
import { evidenceDigest } from "./evidence/seal-revision.ts";
import { endableGates, lastGateWaivers } from "./exceptions/gate-waivers.ts";
import { openAsks } from "./exceptions/waiver-asks.ts";
import { involvementIn } from "./involvement/involvement.ts";
import { answerersOf } from "./involvement/who-may.ts";
import { endedRejected } from "./lifecycle/ended-rejected.ts";
import { findingsOwed } from "./lifecycle/findings-owed.ts";
import { lastRelease } from "./lifecycle/last-release.ts";
import type { ReviewDetail } from "./output.ts";
import { iso, namedReviews, summaryOf } from "./queries.ts";
import { isUnclaimable } from "./queue/unclaimable-reviews.ts";
import { feedbackObstacle } from "./rules/feedback.ts";
import { endorsementStands } from "./rules/independence.ts";
import { mayLowerTier } from "./rules/lower-tier.ts";
import { mayFollow } from "./rules/may-follow.ts";
import { mayReadConflict } from "./rules/may-read-conflict.ts";
import { mayReview } from "./rules/may-review.ts";
import { type Guarded, mayNow } from "./rules/obstacles.ts";
import { offeredAsks } from "./rules/offered-asks.ts";
import type { ReviewParts } from "./rules/parts.ts";
import { isOpen } from "./rules/states.ts";
import { REVIEW_VERBS } from "./rules/verbs.ts";

type Detail<Key extends keyof ReviewDetail> = Promise<ReviewDetail[Key]>;

/** A review page's own, short content. */
export type ReviewHead = Omit<ReviewDetail, "findings" | "comments">;

/** Everything a review's page shows about the review itself. Findings and messages have their own queries. */
export async function reviewDetail(ctx: Context, reviewId: number): Promise<ReviewHead> {
  const seen = and(eq(reviews.id, reviewId), visibleReviews(ctx));
  const [named] = await namedReviews(ctx, getTableColumns(reviews), seen);
  if (!named) throw new NotFound(reviewRef(reviewId));
  const row = named.review;
  const parts = await partsIn(ctx, row);
  const facts = (await gateFacts(ctx, [named], new Map([[reviewId, parts]]))).get(reviewId);
  const states = await statesOf(ctx, reviewId);
  const settings = await programSettings(ctx);
  const { rule, because } = tierOf(row.intake, settings.tierRules);
  const { involved, unrated, rated, left } = await involvementIn(ctx, reviewId);
  const threatModel = await threatModelOf(ctx, row);
  const documents = await documentsOf(ctx, reviewId);
  const endorsers = await endorsersOf(ctx, row, parts);
  const evidence = {
    artefacts: documents,
    threatModelSha256: threatModel?.sha256 ?? null,
    threatModelMeaning: threatModel?.meaning ?? null,
    intake: row.intake,
  };
  const { guardianAtSubmitId: guardianId, reviewerId } = row;
  const obstacle = feedbackObstacle({ guardianId, reviewerId, unrated, rated, left });
  const summary = summaryOf(ctx, named, { facts, parts, settings });
  const decisions = await decisionsOf(ctx, row, { ...summary, digest: evidenceDigest(evidence) });
  const rejected = await endedRejected(ctx, row);
  const asks = await openReviewAsks(ctx, row);
  const service = await serviceOf(ctx, row);
  const detail = {
    ...summary,
    cycle: row.cycle,
    rejected,
    tierRule: rule,
    tierBecause: because,
    tierOverride: row.tierOverride,
    tierChange: await tierChangeOf(ctx, reviewId),
    intake: row.intake,
    riskOwner: await personNamed(ctx, row.riskOwnerId),
    heldFrom: row.heldFrom,
    resumeOn: row.state === "on_hold" ? row.resumeOn : null,
    previousReviewId: row.previousReviewId,
    answerers: await answerersOf(ctx, parts, named.askedByGuardian),
    lowering: mayLowerTier(ctx.actor, parts),
    following: mayFollow(ctx.actor, { ...row, rejected }, service),
    serviceRetiredAt: service?.retiredAt?.toISOString() ?? null,
    threatModel,
    documents,
    askable: mayReview(ctx.actor, "request_changes", parts).allowed ? await askableOf(ctx, row) : null,
    asks,
    waiverAsks: await openAsks(ctx, reviewId, summary.gates),
    ...(await lastGateWaivers(ctx, reviewId)),
    endableGates: await endableGates(ctx, reviewId),
    statedConflict: (mayReadConflict(ctx.actor, parts) && facts?.conflict.stated) || null,
    breakGlass: await breakGlassOf(ctx, reviewId),
    revisions: await revisionsOf(ctx, reviewId),
    decisions,
    states: states.map(stateView),
    released: await lastRelease(ctx, row),
    guardianAtSubmit: await personNamed(ctx, row.guardianAtSubmitId),
    involved,
    endorsed: endorsers.some(({ id }) => id === personOf(ctx.actor)?.personId),
    endorsers,
    feedbackOwed: obstacle === null && reviewerId !== null && reviewerId === personOf(ctx.actor)?.personId,
    findingsOwed: await findingsOwed(ctx, row),
    answerOwed: await answerOwed(ctx, row, asks),
    claimableByNone: summary.turn === "reviewer" && reviewerId === null && (await isUnclaimable(ctx, reviewId)),
  };
  const guarded = {
    ...detail,
    feedbackObstacle: obstacle,
    remindObstacle: await remindObstacle(ctx, reviewId, parts, detail.answerers),
  };
  return { ...detail, may: permissions(ctx, parts, guarded) };
}

/** The service of a review, if it has one; its team requests follow-up reviews. */
export async function serviceOf(ctx: Context, { serviceId }: Pick<ReviewRow, "serviceId">) {
  if (serviceId === null) return null;
  const [service] = await ctx.db
    .select({
      id: services.id,
      name: services.name,
      retiredAt: services.retiredAt,
      teamId: services.teamId,
      team: teams.name,
    })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(eq(services.id, serviceId));
  return service ?? null;
}

/** A review this actor may see, or NotFound. */
export async function loadReview(ctx: Context, reviewId: number): Promise<ReviewRow> {
  const [row] = await ctx.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), visibleReviews(ctx)));
  if (!row) throw new NotFound(reviewRef(reviewId));
  return row;
}

function permissions(ctx: Context, parts: ReviewParts, review: Guarded): ReviewDetail["may"] {
  const entries = REVIEW_VERBS.map((verb) => [verb, mayNow(ctx.actor, verb, parts, review)]);
  return Object.fromEntries(entries) as ReviewDetail["may"];
}

async function askableOf(ctx: Context, row: ReviewRow): Detail<"askable"> {
  const { results, threats } = await openBlockers(ctx, row);
  return offeredAsks(results ?? [], threats);
}

async function personNamed(ctx: Context, id: number | null): Detail<"riskOwner"> {
  if (id === null) return null;
  const [person] = await ctx.db.select({ id: people.id, name: people.name }).from(people).where(eq(people.id, id));
  return person ?? null;
}

async function tierChangeOf(ctx: Context, reviewId: number): Detail<"tierChange"> {
  const { fromTier, toTier, reason, at, byId } = reviewTierChanges;
  const [last] = await ctx.db
    .select({ from: fromTier, to: toTier, reason, by: { id: people.id, name: people.name }, at })
    .from(reviewTierChanges)
    .leftJoin(people, eq(people.id, byId))
    .where(eq(reviewTierChanges.reviewId, reviewId))
    .orderBy(desc(reviewTierChanges.id))
    .limit(1);
  return last ? { ...last, at: last.at.toISOString() } : null;
}

async function threatModelOf(ctx: Context, row: ReviewRow) {
  if (row.threatModelVersionId === null) return null;
  const [model] = await ctx.db
    .select({
      versionId: threatModelVersions.id,
      threatModelId: threatModels.id,
      name: threatModels.name,
      seq: threatModelVersions.seq,
      sha256: threatModelVersions.sha256,
      meaning: threatModelVersions.meaning,
      threats: threatModelVersions.threats,
      undocumented: threatModelVersions.undocumented,
      author: { id: people.id, name: people.name },
      authorRole: threatModelVersions.authorRole,
    })
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .leftJoin(people, eq(people.id, threatModelVersions.authorId))
    .where(eq(threatModelVersions.id, row.threatModelVersionId));
  return model ?? null;
}

async function documentsOf(ctx: Context, reviewId: number) {
  const rows = await ctx.db
    .select({
      id: reviewArtefacts.id,
      name: reviewArtefacts.name,
      format: reviewArtefacts.format,
      language: reviewArtefacts.language,
      sha256: reviewArtefacts.sha256,
      meaning: reviewArtefacts.meaning,
      policies: reviewArtefacts.policies,
      addedBy: { id: people.id, name: people.name },
      addedAt: reviewArtefacts.addedAt,
    })
    .from(reviewArtefacts)
    .leftJoin(people, eq(people.id, reviewArtefacts.addedById))
    .where(and(eq(reviewArtefacts.reviewId, reviewId), attachedDocument()))
    .orderBy(byName(reviewArtefacts.name), asc(reviewArtefacts.id));
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }));
}

async function revisionsOf(ctx: Context, reviewId: number): Detail<"revisions"> {
  const rows = await ctx.db
    .select({
      number: reviewRevisions.number,
      digest: reviewRevisions.digest,
      sealedAt: reviewRevisions.sealedAt,
      sealedBy: { id: people.id, name: people.name },
    })
    .from(reviewRevisions)
    .leftJoin(people, eq(people.id, reviewRevisions.sealedById))
    .where(eq(reviewRevisions.reviewId, reviewId))
    .orderBy(desc(reviewRevisions.number));
  return rows.map((row) => ({ ...row, sealedAt: row.sealedAt.toISOString() }));
}

async function breakGlassOf(ctx: Context, reviewId: number): Detail<"breakGlass"> {
  const rows = await ctx.db
    .select({
      id: breakGlassLaunches.id,
      launchedOn: breakGlassLaunches.launchedOn,
      reason: breakGlassLaunches.reason,
      past: breakGlassLaunches.past,
      by: { id: people.id, name: people.name },
      at: breakGlassLaunches.at,
    })
    .from(breakGlassLaunches)
    .innerJoin(people, eq(people.id, breakGlassLaunches.byId))
    .where(eq(breakGlassLaunches.reviewId, reviewId))
    .orderBy(desc(breakGlassLaunches.id));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function statesOf(ctx: Context, reviewId: number) {
  return ctx.db
    .select({ span: reviewStates, by: { id: people.id, name: people.name } })
    .from(reviewStates)
    .leftJoin(people, eq(people.id, reviewStates.byId))
    .where(eq(reviewStates.reviewId, reviewId))
    .orderBy(asc(reviewStates.id));
}

function stateView({ span, by }: Awaited<ReturnType<typeof statesOf>>[number]): ReviewDetail["states"][number] {
  return {
    state: span.state,
    from: span.fromAt.toISOString(),
    to: iso(span.toAt),
    by,
    reasonCode: span.reasonCode,
    reason: span.reason,
  };
}

/** Who endorses the current revision, as its gate counts them; once decided, who endorsed it then. */
async function endorsersOf(ctx: Context, { id, state }: ReviewRow, parts: ReviewParts): Detail<"endorsers"> {
  const endorsers = await ctx.db
    .select({ id: people.id, name: people.name })
    .from(reviewEndorsements)
    .innerJoin(people, eq(people.id, reviewEndorsements.personId))
    .innerJoin(reviews, eq(reviews.id, reviewEndorsements.reviewId))
    .where(and(eq(reviews.id, id), isOpen(state) ? endorsedByEngineer(ctx) : endorsesRevision()))
    .groupBy(people.id, people.name)
    .orderBy(asc(min(reviewEndorsements.id)));
  return isOpen(state) ? endorsers.filter((one) => endorsementStands(one.id, parts)) : endorsers;
}
