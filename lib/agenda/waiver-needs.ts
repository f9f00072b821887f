import { and, type SQL } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { settleRefusal } from "#lib/findings/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { takenPartInBy } from "#lib/reviews/conditions.ts";
import { type EndingWaiver, endingWaivers, toBeAskedFor, toBeGivenBy } from "#lib/reviews/ending-waivers.ts";
import { summariesWhere } from "#lib/reviews/queries.ts";
import { mayReview } from "#lib/reviews/rules/capabilities.ts";
import { GATE_WORDS, type GateId, unmetGates } from "#lib/reviews/rules/gates.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { giveRefusal, type WaivedKind } from "#lib/reviews/rules/waiver.ts";
import { type Asked, askedAmong } from "#lib/reviews/waiver-asks.ts";
import type { Need } from "./rules.ts";

/** The soonest, and what was asked for last, are enough for a morning. */
const MOST = 20;

/** So many are looked at for those that are this person's and that stand in the way. */
const LOOKED_AT = 10 * MOST;

/** Whose finding it is does not matter to who accepts its risk. */
const ANY_FINDING = { blocking: true, raisedById: null, fixedById: null };

const ANCHORS = { gate: "gates", result: "checks", finding: "findings" } as const;

type PersonContext = Context & { actor: PersonActor };

/**
 * Waivers that are asked for, and waivers and accepted risks that end soon, for whoever can do something about it: a waiver takes
 * an ask and then a second person, an accepted risk whoever may accept it again.
 */
export async function waiverNeeds(ctx: PersonContext): Promise<Need[]> {
  return [...(await toGive(ctx)), ...(await toRenew(ctx)), ...(await toAskFor(ctx))];
}

/** What is asked for and stands in the way, for who may let it stand: neither asks for it nor reviews. */
async function toGive(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  if (!hasRole(actor, "security_engineer", "program_manager")) return [];
  const asked = await askedAmong(ctx, visibleReviews(ctx), LOOKED_AT);
  const reviewOf = await reviewsOf(ctx, asked);
  const givable = asked.filter(({ reviewId, askedByIds }) => {
    const parts = reviewOf.get(reviewId)?.parts;
    return parts && giveRefusal(askedByIds, actor.personId) === null && mayReview(actor, "waive", parts).allowed;
  });
  const blocking = (await inTheWay(ctx, givable)).slice(0, MOST);
  return blocking.map((ask) => givingNeed(ask, reviewOf.get(ask.reviewId)?.title ?? ""));
}

function givingNeed({ id, reviewId, gate, askedBy }: Asked, title: string): Need {
  const what = gate === null ? "a result of the policy checks" : `the gate “${GATE_WORDS[gate]}”`;
  return {
    key: `ask-${id}`,
    kind: "waiver",
    verb: "Waive, or leave",
    thing: `${reviewRef(reviewId)} ${title}`,
    href: paths.review(reviewId, gate === null ? ANCHORS.result : ANCHORS.gate),
    due: null,
    overdue: false,
    atRisk: false,
    note: `${askedBy} asks that ${what} may stand`,
  };
}

type Placed = { reviewId: number; gate: GateId | null };

/** Of these what stands in the way now: of gates those that are unmet. */
async function inTheWay<P extends Placed>(ctx: PersonContext, some: readonly P[]): Promise<P[]> {
  const ids = [...new Set(some.filter(({ gate }) => gate !== null).map(({ reviewId }) => reviewId))];
  const found = ids.length > 0 ? await summariesWhere(ctx, anyOf(reviews.id, ids)) : [];
  const unmetOf = new Map(found.map(({ id, gates }) => [id, unmetGates(gates).map((gate) => gate.id)]));
  return some.filter(({ reviewId, gate }) => gate === null || unmetOf.get(reviewId)?.includes(gate));
}

/** The reviews that these are about: what they are called, and who is who in each. */
async function reviewsOf(ctx: PersonContext, some: readonly Pick<Placed, "reviewId">[]) {
  const ids = [...new Set(some.map(({ reviewId }) => reviewId))];
  const rows = ids.length > 0 ? await ctx.db.select().from(reviews).where(anyOf(reviews.id, ids)) : [];
  const partsOf = await partsInEach(ctx, rows);
  return new Map(rows.map(({ id, title }) => [id, { title, parts: partsOf.get(id) }]));
}

async function toRenew(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  if (!hasRole(actor, "security_engineer", "program_manager")) return [];
  const may = (kind: WaivedKind, parts: ReviewParts) => mayRenew(actor, kind, parts);
  return needs(ctx, "Renew, or let end", { among: toBeGivenBy(actor.personId), may });
}

async function toAskFor(ctx: PersonContext): Promise<Need[]> {
  const among = and(takenPartInBy(ctx.actor.personId), toBeAskedFor());
  const may = (_: WaivedKind, parts: ReviewParts) => mayReview(ctx.actor, "ask_waiver", parts).allowed;
  return needs(ctx, "Ask for a renewal, or let end", { among, may });
}

type Whose = { among: SQL | undefined; may: (kind: WaivedKind, parts: ReviewParts) => boolean };

async function needs(ctx: PersonContext, verb: string, { among, may }: Whose): Promise<Need[]> {
  const ending = await endingWaivers(ctx, and(visibleReviews(ctx), among), MOST);
  const reviewOf = await reviewsOf(ctx, ending);
  return ending
    .filter(({ reviewId, kind }) => {
      const parts = reviewOf.get(reviewId)?.parts;
      return parts !== undefined && may(kind, parts);
    })
    .map((waiver) => needOf(waiver, verb, reviewOf.get(waiver.reviewId)?.title ?? ""));
}

/** A waiver is renewed by who may give one, an accepted risk by who may accept it. */
function mayRenew(actor: PersonActor, kind: WaivedKind, parts: ReviewParts): boolean {
  if (kind !== "finding") return mayReview(actor, "waive", parts).allowed;
  const { personId } = actor;
  const refusal = settleRefusal("accepted", ANY_FINDING, { personId, reviewerId: parts.reviewerId });
  return refusal === null && mayReview(actor, "settle_finding", parts).allowed;
}

function needOf({ kind, id, reviewId, endsOn, gate }: EndingWaiver, verb: string, title: string): Need {
  const what = gate === null ? WORDS[kind] : `the gate “${GATE_WORDS[gate]}” is waived`;
  return {
    key: `waiver-${kind}-${id}`,
    kind: "waiver",
    verb,
    thing: `${reviewRef(reviewId)} ${title}`,
    href: paths.review(reviewId, ANCHORS[kind]),
    due: endsOn,
    overdue: false,
    atRisk: false,
    note: what,
  };
}

const WORDS: Record<WaivedKind, string> = {
  gate: "a gate is waived",
  result: "a result of the policy checks is waived",
  finding: "the risk of a finding is accepted",
};
