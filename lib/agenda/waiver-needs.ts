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
import { mayReview } from "#lib/reviews/rules/capabilities.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import type { WaivedKind } from "#lib/reviews/rules/waiver.ts";
import type { Need } from "./rules.ts";

/** The soonest are enough for a morning. */
const MOST = 20;

/** Whose finding it is does not matter to who accepts its risk. */
const ANY_FINDING = { blocking: true, raisedById: null, fixedById: null };

const ANCHORS = { gate: "gates", result: "checks", finding: "findings" } as const;

type PersonContext = Context & { actor: PersonActor };

/**
 * Waivers and accepted risks that end soon, for whoever can do something about it: a waiver takes an ask and then a second person,
 * an accepted risk whoever may accept it again.
 */
export async function waiverNeeds(ctx: PersonContext): Promise<Need[]> {
  return [...(await toRenew(ctx)), ...(await toAskFor(ctx))];
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
  const ids = [...new Set(ending.map(({ reviewId }) => reviewId))];
  const rows = ids.length > 0 ? await ctx.db.select().from(reviews).where(anyOf(reviews.id, ids)) : [];
  const partsOf = await partsInEach(ctx, rows);
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return ending
    .filter(({ reviewId, kind }) => {
      const parts = partsOf.get(reviewId);
      return parts !== undefined && may(kind, parts);
    })
    .map((waiver) => needOf(waiver, verb, titles.get(waiver.reviewId) ?? ""));
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
