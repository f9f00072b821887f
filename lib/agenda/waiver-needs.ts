import { and, inArray, not, or, type SQL } from "drizzle-orm";
import { riskWasAccepted, unsettledFinding } from "#db/conditions/findings.ts";
import { takenPartInBy, wasLaunched } from "#db/conditions/reviews.ts";
import { idIn } from "#db/id-in.ts";
import { findings, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { EXCEPTION_AT, giveRefusal } from "#lib/exceptions/rules.ts";
import { renewalRecommendations } from "#lib/findings/renewal-recommendations.ts";
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

/** How many rows to search for this person's that block something. */
const LOOKED_AT = 4 * MOST;

type PersonContext = Context & { actor: PersonActor };

/**
 * Waiver requests, and waivers and accepted risks ending soon or ended, for people who can act. Waivers need a request
 * and a second person; accepted risks need an engineer's recommendation and their owner.
 */
export const WAIVER_NEEDS = [toGive, toRenew, toSettle, toAskAgain, toAskAnew];

/** Requests for blocking subjects, for people who may grant them: neither the requester nor the reviewer. */
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
    return needOf({
      key: `ask-${id}`,
      verb: "Grant or decline the waiver for",
      thing,
      href,
      note: askedWords(ask),
      ...end,
    });
  });
}

/** Waivers ending soon, for people who may extend them. */
async function toRenew(ctx: PersonContext): Promise<Need[]> {
  const { actor } = ctx;
  if (!hasRole(actor, ...REVIEWING_ROLES)) return [];
  const ending = await endingWaivers(
    ctx,
    and(visibleReviews(ctx), toBeGivenBy(actor.personId), notOfFindings(await renewalRecommendations(ctx))),
    LOOKED_AT,
  );
  return theirs(ctx, ending, ({ kind }, parts) => {
    if (kind === "finding") return mayRecommend(actor, parts) ? "Renew or let expire" : null;
    return mayReview(actor, "waive", parts).allowed ? "Renew or let expire" : null;
  });
}

/**
 * Findings whose risk acceptance expired without a new recommendation, for people who may resolve them. If launched and
 * nothing waits, the reviewer reopens them, or any permitted engineer if the reviewer may not.
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
    notOfFindings(await renewalRecommendations(ctx)),
  );
  const lapsed = await lapsedRisks(ctx, among, LOOKED_AT);
  return theirs(ctx, lapsed, (_, parts) => {
    if (!mayReview(actor, "settle_finding", parts).allowed) return null;
    return mayRecommend(actor, parts) ? "Renew or reopen" : "Reopen";
  });
}

/** Waivers ending soon without a request, for people who may request a renewal. */
async function toAskAgain(ctx: PersonContext): Promise<Need[]> {
  const ending = await endingWaivers(ctx, and(ofTheirReviews(ctx), toBeAskedFor()), LOOKED_AT);
  return theirs(ctx, ending, (_, parts) => (mayAsk(ctx, parts) ? "Request renewal or let expire" : null));
}

/** Ended waivers without a new request, for people who may make one. */
async function toAskAnew(ctx: PersonContext): Promise<Need[]> {
  const ended = await endedWaivers(ctx, { among: ofTheirReviews(ctx), those: toBeAskedFor() }, LOOKED_AT);
  return theirs(ctx, ended, (_, parts) => (mayAsk(ctx, parts) ? "Fix, or request a waiver for" : null));
}

function ofTheirReviews(ctx: PersonContext): SQL | undefined {
  return and(visibleReviews(ctx), takenPartInBy(ctx.actor.personId));
}

function mayAsk({ actor }: PersonContext, parts: ReviewParts): boolean {
  return mayReview(actor, "ask_waiver", parts).allowed;
}

/** Filters for waivers this person can act on: `verbOf` names the action, null if there is none. */
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

/** Whether this person may recommend accepting a finding's risk again, while nobody else has. */
function mayRecommend(actor: PersonActor, parts: ReviewParts): boolean {
  return mayReview(actor, "recommend_risk", parts).allowed;
}

/** The reviews behind these waivers: their names, and the people in each. */
async function reviewsOf(ctx: PersonContext, some: readonly { reviewId: number }[]) {
  const ids = [...new Set(some.map(({ reviewId }) => reviewId))];
  const rows = ids.length > 0 ? await ctx.db.select().from(reviews).where(idIn(reviews.id, ids)) : [];
  const partsOf = await partsInEach(ctx, rows);
  return new Map(rows.map(({ id, title }) => [id, { title, parts: partsOf.get(id) }]));
}

function needOf(line: Omit<Need, "kind" | "atRisk">): Need {
  return { ...line, kind: "waiver", atRisk: false };
}

function askedWords({ gate, documentName, askedBy, endedOn }: Asked): string {
  const anew = endedOn ? ", because the previous one has ended" : "";
  return `${askedBy} requests a waiver for ${thingWords(gate, documentName)}${anew}`;
}

/** Omits the end, which is shown next to the text. */
function waiverWords({ kind, reviewId, gate, about, blocking }: EndingWaiver, isOver: boolean): string {
  const what = kind === "finding" ? `accepted risk of ${reviewRef(reviewId)}` : `waiver for ${thingWords(gate, about)}`;
  return isOver && blocking ? `${what}, now blocking` : what;
}

/** What a waiver covers; without a gate, a result in a document. */
function thingWords(gate: GateId | null, documentName: string | null): string {
  return gate === null ? `a result in ${documentName}` : `the gate “${GATE_WORDS[gate]}”`;
}
