import { and, inArray, not, or, type SQL } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { riskWasAccepted, unsettledFinding } from "#db/conditions/findings.ts";
import { takenPartInBy, wasLaunched } from "#db/conditions/reviews.ts";
import { findings, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { EXCEPTION_AT, giveRefusal } from "#lib/exceptions/rules.ts";
import { recommendedAnew } from "#lib/findings/recommended-anew.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { whereGate } from "#lib/reviews/decisions/where-gate.ts";
import {
  type EndingWaiver,
  endedWaivers,
  endingWaivers,
  lapsedRisks,
  notOfFindings,
  toBeAskedFor,
  toBeGivenBy,
} from "#lib/reviews/exceptions/ending-waivers.ts";
import { type Asked, askedAmong } from "#lib/reviews/exceptions/waiver-asks.ts";
import { GATE_UNMET_BY, GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import { REVIEWING_ROLES, type ReviewParts } from "#lib/reviews/rules/parts.ts";
import { reviewsToActOn } from "./reviews-to-act-on.ts";
import { MOST, type Need } from "./rules.ts";

/** So many are looked at for those that are this person's and that stand in the way. */
const LOOKED_AT = 4 * MOST;

type PersonContext = Context & { actor: PersonActor };

/**
 * Waivers that are asked for, and waivers and accepted risks that end soon or have ended, for whoever can do something about it: a
 * waiver takes an ask and then a second person, an accepted risk an engineer's recommendation and then its owner.
 */
export const WAIVER_NEEDS = [toGive, toRenew, toSettle, toAskAgain, toAskAnew];

/** What is asked for and stands in the way, for who may let it stand: neither asks for it nor reviews. */
async function toGive(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  if (!hasRole(actor, ...REVIEWING_ROLES)) return [];
  const asked = await askedAmong(ctx, visibleReviews(ctx), LOOKED_AT);
  const reviewOf = await reviewsOf(ctx, asked);
  const givable = asked.filter(({ reviewId, askedByIds }) => {
    const parts = reviewOf.get(reviewId)?.parts;
    return parts && giveRefusal(askedByIds, actor.personId) === null && mayReview(actor, "waive", parts).allowed;
  });
  const blocking = (
    await whereGate(ctx, givable, ({ gate }) => ({ id: gate ?? GATE_UNMET_BY.result, state: "unmet" }))
  ).slice(0, MOST);
  return blocking.map((ask) => {
    const { id, reviewId, gate, endedOn } = ask;
    const thing = `${reviewRef(reviewId)} ${reviewOf.get(reviewId)?.title ?? ""}`;
    const href = paths.review(reviewId, EXCEPTION_AT[gate === null ? "result" : "gate"]);
    const end = { due: endedOn, overdue: endedOn !== null };
    return needOf({ key: `ask-${id}`, verb: "Waive, or leave", thing, href, note: askedWords(ask), ...end });
  });
}

/** What stands until a day that is near, for who may let it stand on. */
async function toRenew(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  if (!hasRole(actor, ...REVIEWING_ROLES)) return [];
  const ending = await endingWaivers(
    ctx,
    and(visibleReviews(ctx), toBeGivenBy(actor.personId), notOfFindings(await recommendedAnew(ctx))),
    LOOKED_AT,
  );
  return theirs(ctx, ending, ({ kind }, parts) => {
    if (kind === "finding") return mayRecommend(actor, parts) ? "Recommend anew, or let end" : null;
    return mayReview(actor, "waive", parts).allowed ? "Renew, or let end" : null;
  });
}

/**
 * Findings whose risk is accepted no longer and not recommended anew, for whoever may settle them. Of a launched change, where nothing waits for it, they are
 * the reviewer's to open again; where that one may not, any engineer's who may.
 */
async function toSettle(ctx: PersonContext): Promise<Need[]> {
  const { actor, db, day } = ctx;
  if (!hasRole(actor, ...REVIEWING_ROLES)) return [];
  const over = and(riskWasAccepted(), unsettledFinding(day));
  const lapsedOn = db.select({ reviewId: findings.reviewId }).from(findings).where(over);
  const held = and(wasLaunched(), inArray(reviews.id, lapsedOn));
  const theirsToSettle = await reviewsToActOn(ctx, { verb: "settle_finding", held });
  const among = and(
    visibleReviews(ctx),
    or(not(wasLaunched()), theirsToSettle),
    notOfFindings(await recommendedAnew(ctx)),
  );
  const lapsed = await lapsedRisks(ctx, among, LOOKED_AT);
  return theirs(ctx, lapsed, (_, parts) => {
    if (!mayReview(actor, "settle_finding", parts).allowed) return null;
    return mayRecommend(actor, parts) ? "Recommend anew, or open again" : "Open again";
  });
}

/** What stands until a day that is near, and nobody asks for yet, for who may ask. */
async function toAskAgain(ctx: PersonContext): Promise<Need[]> {
  const ending = await endingWaivers(ctx, and(ofTheirReviews(ctx), toBeAskedFor()), LOOKED_AT);
  return theirs(ctx, ending, (_, parts) => (mayAsk(ctx, parts) ? "Ask for a renewal, or let end" : null));
}

/** What stands no more, and nobody asks for yet, for who may ask. */
async function toAskAnew(ctx: PersonContext): Promise<Need[]> {
  const ended = await endedWaivers(ctx, { among: ofTheirReviews(ctx), those: toBeAskedFor() }, LOOKED_AT);
  return theirs(ctx, ended, (_, parts) => (mayAsk(ctx, parts) ? "Mend, or ask for a waiver" : null));
}

function ofTheirReviews(ctx: PersonContext): SQL | undefined {
  return and(visibleReviews(ctx), takenPartInBy(ctx.actor.personId));
}

function mayAsk({ actor }: PersonContext, parts: ReviewParts): boolean {
  return mayReview(actor, "ask_waiver", parts).allowed;
}

/** Those of these about which this person can do something: `verbOf` says what, and null where they cannot. */
async function theirs(
  ctx: PersonContext,
  waivers: readonly EndingWaiver[],
  verbOf: (waiver: EndingWaiver, parts: ReviewParts) => string | null,
): Promise<Need[]> {
  const reviewOf = await reviewsOf(ctx, waivers);
  const needs = waivers.flatMap((waiver) => {
    const { kind, id, reviewId, endsOn: due, about } = waiver;
    const { title = "", parts } = reviewOf.get(reviewId) ?? {};
    const verb = parts ? verbOf(waiver, parts) : null;
    if (verb === null) return [];
    const overdue = due < ctx.day;
    const thing = kind === "finding" ? (about ?? "") : `${reviewRef(reviewId)} ${title}`;
    const href = paths.review(reviewId, EXCEPTION_AT[kind]);
    return needOf({ key: `waiver-${kind}-${id}`, verb, thing, href, note: waiverWords(waiver, overdue), due, overdue });
  });
  return needs.slice(0, MOST);
}

/** Whether the accepted risk of a finding, which nobody recommends anew yet, can be by this person. */
function mayRecommend(actor: PersonActor, parts: ReviewParts): boolean {
  return mayReview(actor, "recommend_risk", parts).allowed;
}

/** The reviews that these are about: what they are called, and who is who in each. */
async function reviewsOf(ctx: PersonContext, some: readonly { reviewId: number }[]) {
  const ids = [...new Set(some.map(({ reviewId }) => reviewId))];
  const rows = ids.length > 0 ? await ctx.db.select().from(reviews).where(anyOf(reviews.id, ids)) : [];
  const partsOf = await partsInEach(ctx, rows);
  return new Map(rows.map(({ id, title }) => [id, { title, parts: partsOf.get(id) }]));
}

function needOf(line: Omit<Need, "kind" | "atRisk">): Need {
  return { ...line, kind: "waiver", atRisk: false };
}

function askedWords({ gate, documentName, askedBy, endedOn }: Asked): string {
  const anew = endedOn ? ", after one that has ended" : "";
  return `${askedBy} asks for a waiver of ${thingWords(gate, documentName)}${anew}`;
}

/** When it ends, or has ended, is said beside it. */
function waiverWords({ kind, reviewId, gate, about, blocking }: EndingWaiver, isOver: boolean): string {
  const what = kind === "finding" ? `accepted risk of ${reviewRef(reviewId)}` : `waiver of ${thingWords(gate, about)}`;
  return isOver && blocking ? `${what}, which blocks` : what;
}

/** What a waiver lets stand: without a gate it is of a result in a document. */
function thingWords(gate: GateId | null, documentName: string | null): string {
  return gate === null ? `a result in ${documentName}` : `the gate “${GATE_WORDS[gate]}”`;
}
