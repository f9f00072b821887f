import { and, asc, eq, isNotNull, lte, not, or, type SQL } from "drizzle-orm";
import {
  guardedByOneActive,
  openHere,
  requestedByOneHere,
  reviewedByOneWith,
  staleApproval,
  stateNow,
} from "#db/conditions/reviews.ts";
import { idIn } from "#db/id-in.ts";
import { reviewStates, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { m } from "#lib/member-name.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach, type ReviewRow } from "#lib/reviews/change.ts";
import { feedbackOwed } from "#lib/reviews/involvement/involvement.ts";
import { whoMay } from "#lib/reviews/involvement/who-may.ts";
import type { ReviewSummary } from "#lib/reviews/output.ts";
import { type Clock, clocksByDue, summariesWhere } from "#lib/reviews/queries.ts";
import { myTurn } from "#lib/reviews/queue/filter-condition.ts";
import { unclaimableReviews } from "#lib/reviews/queue/unclaimable-reviews.ts";
import type { Sla } from "#lib/reviews/rules/clocks.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import type { Move } from "#lib/reviews/rules/next-move.ts";
import { REVIEWING_ROLES, type ReviewParts } from "#lib/reviews/rules/parts.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { isPast, MOST, type Need, type NeedKind } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** Reviews whose next action is this person's, by due time. */
export async function turnsOf(ctx: PersonContext): Promise<Clock[]> {
  return clocksByDue(ctx, and(visibleReviews(ctx), await myTurn(ctx)));
}

/** The earliest due of the reviews whose next action is this person's. */
export async function turnNeeds(ctx: PersonContext, turns: readonly Clock[]): Promise<Need[]> {
  const first = turns.slice(0, MOST).map(({ id }) => id);
  const found = await summariesWhere(ctx, idIn(reviews.id, first));
  return found.map((review) => ({
    key: `turn-${review.ref}`,
    ...turnWords(review),
    thing: `${review.ref} ${review.title}`,
    href: paths.review(review.id),
    due: review.sla?.dueAt ?? null,
    overdue: review.sla?.status === "breached",
    atRisk: review.sla?.status === "at_risk",
    note: [review.service?.name, review.tier ? `${review.tier} tier` : null].filter(Boolean).join(", "),
  }));
}

const TURN_WORDS: Record<Move, Pick<Need, "kind" | "verb">> = {
  finish: { kind: "answer", verb: "Finish the draft" },
  answer: { kind: "answer", verb: "Answer" },
  claim: { kind: "claim", verb: "Claim" },
  endorse: { kind: "endorsement", verb: "Endorse" },
  review: { kind: "review", verb: "Review" },
  decide: { kind: "review", verb: "Decide" },
  release: { kind: "review", verb: "Release" },
};

function turnWords({ move }: ReviewSummary): Pick<Need, "kind" | "verb"> {
  return move ? TURN_WORDS[move] : { kind: "review", verb: "View" };
}

/** Review counts by status of the earliest target. `untimed`: no clock runs, as for drafts. */
export function queueOf(turns: readonly Clock[]) {
  const n = (status: Sla["status"]) => turns.filter(({ sla }) => sla?.status === status).length;
  const [breached, atRisk, onTime] = [n("breached"), n("at_risk"), n("due")];
  return { breached, atRisk, onTime, untimed: turns.length - breached - atRisk - onTime };
}

/** Drafts whose requester has left: for their guardian, or the program managers if the guardian is not active. */
export async function draftNeeds(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  const isTheirs = and(eq(reviews.guardianId, actor.personId), guardedByOneActive());
  return lines(
    ctx,
    {
      verb: "submit",
      kind: "answer",
      // The guardian cannot cancel a draft (`CAPABILITIES`), so an unwanted one goes to the program managers.
      words: hasRole(actor, "program_manager") ? "Finish or cancel" : "Finish, or request cancellation of",
      note: "requester has left",
    },
    and(
      eq(reviews.state, "draft"),
      not(requestedByOneHere()),
      or(isTheirs, hasRole(actor, "program_manager") ? not(guardedByOneActive()) : undefined),
    ),
  );
}

/** For program managers: reviews with changes requested and nobody left to answer. */
export async function assignNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!hasRole(ctx.actor, "program_manager")) return [];
  return lines(
    ctx,
    { verb: "assign_guardian", kind: "coverage", words: m`Assign a guardian to`, note: "no one left to answer" },
    and(eq(reviews.state, "changes_requested"), openHere(), nobodyLeft()),
  );
}

/** For program managers: queued reviews no engineer may claim, but they may. */
export async function unclaimedNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!hasRole(ctx.actor, "program_manager")) return [];
  const ids = await unclaimableReviews(ctx);
  if (ids.length === 0) return [];
  return lines(
    ctx,
    { verb: "claim", kind: "claim", words: "Claim", note: "no engineer can claim it", anchor: "decision" },
    idIn(reviews.id, ids),
  );
}

/**
 * Approvals with changed evidence, which blocks the launch or, once launched, closing. For the requester; if gone, the
 * reviewer; if both are gone, the program managers.
 */
export async function staleNeeds(ctx: PersonContext): Promise<Need[]> {
  const { personId } = ctx.actor;
  return lines(
    ctx,
    {
      verb: "reopen",
      kind: "launch",
      words: "Reopen",
      note: "evidence changed since the approval",
      anchor: "decision",
    },
    and(
      or(
        eq(reviews.requesterId, personId),
        and(eq(reviews.reviewerId, personId), not(requestedByOneHere())),
        isLeftToManager(ctx),
      ),
      staleApproval(),
    ),
  );
}

/** For program managers: rows of `reviews` whose requester and reviewer have left or no longer review. */
function isLeftToManager({ actor, now }: PersonContext): SQL | undefined {
  if (!hasRole(actor, "program_manager")) return undefined;
  return and(not(requestedByOneHere()), not(reviewedByOneWith(REVIEWING_ROLES, now)));
}

/** Rows of `reviews` whose requester has left and whose guardian is not active. */
function nobodyLeft(): SQL | undefined {
  return and(not(requestedByOneHere()), not(guardedByOneActive()));
}

/** Decided or closed reviews whose guardian this person has not rated yet. */
export async function feedbackNeeds(ctx: PersonContext): Promise<Need[]> {
  return lines(
    ctx,
    {
      verb: "give_feedback",
      kind: "feedback",
      words: m`Rate the guardian of`,
      note: "feedback due",
      anchor: "decision",
    },
    and(eq(reviews.reviewerId, ctx.actor.personId), isNotNull(reviews.decidedAt), feedbackOwed(ctx)),
  );
}

/**
 * Reviews on hold with a due resume date: for the person who put them on hold; else, if they may not resume, the
 * requester and reviewer; else the program managers.
 */
export async function resumeNeeds(ctx: PersonContext): Promise<Need[]> {
  const { personId } = ctx.actor;
  const rows = await ctx.db
    .select({ review: reviews, heldById: reviewStates.byId })
    .from(reviews)
    .innerJoin(reviewStates, and(eq(reviewStates.reviewId, reviews.id), stateNow()))
    .where(
      and(
        eq(reviews.state, "on_hold"),
        openHere(),
        lte(reviews.resumeOn, ctx.day),
        visibleReviews(ctx),
        or(
          eq(reviewStates.byId, personId),
          eq(reviews.requesterId, personId),
          eq(reviews.reviewerId, personId),
          isLeftToManager(ctx),
        ),
      ),
    )
    .orderBy(asc(reviews.resumeOn), asc(reviews.id))
    .limit(2 * MOST);
  const parts = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const needs: Need[] = [];
  for (const { review, heldById } of rows) {
    const own = parts.get(review.id);
    if (own && (await isToResume(ctx, own, heldById))) needs.push(resumeNeed(ctx, review));
  }
  return needs.slice(0, MOST);
}

async function isToResume(ctx: PersonContext, parts: ReviewParts, heldById: number | null): Promise<boolean> {
  if (!mayReview(ctx.actor, "resume", parts).allowed) return false;
  for (const first of [[heldById], [parts.requesterId, parts.reviewerId]]) {
    const able = await whoMay(ctx, "resume", parts, first);
    if (able.length > 0) return able.some(({ personId }) => personId === ctx.actor.personId);
  }
  return true;
}

function resumeNeed({ day }: Context, { id, title, resumeOn }: ReviewRow): Need {
  return {
    key: `resume-${id}`,
    kind: "hold",
    verb: "Resume",
    thing: `${reviewRef(id)} ${title}`,
    href: paths.review(id),
    due: resumeOn,
    overdue: isPast(resumeOn, day),
    atRisk: false,
    note: "on hold",
  };
}

type Asked = { verb: ReviewVerb; kind: NeedKind; words: string; note: string; anchor?: string };

async function lines(
  ctx: PersonContext,
  { verb, kind, words, note, anchor }: Asked,
  where: SQL | undefined,
): Promise<Need[]> {
  const rows = await ctx.db
    .select()
    .from(reviews)
    .where(and(visibleReviews(ctx), where))
    .orderBy(reviews.updatedAt)
    .limit(2 * MOST);
  const parts = await partsInEach(ctx, rows);
  const allowed = rows.filter(({ id }) => {
    const own = parts.get(id);
    return own !== undefined && mayReview(ctx.actor, verb, own).allowed;
  });
  return allowed.slice(0, MOST).map(({ id, title }) => ({
    key: `${verb}-${id}`,
    kind,
    verb: words,
    thing: `${reviewRef(id)} ${title}`,
    href: paths.review(id, anchor),
    due: null,
    overdue: false,
    atRisk: false,
    note,
  }));
}
