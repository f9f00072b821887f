import { anyOf } from "#db/any-of.ts";
import { reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { settleRefusal } from "#lib/findings/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { type EndingWaiver, endingWaivers } from "#lib/reviews/ending-waivers.ts";
import { mayReview } from "#lib/reviews/rules/capabilities.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import type { Need } from "./rules.ts";

/** The soonest are enough for a morning. */
const MOST = 20;

/** Whose finding it is does not matter to who accepts its risk. */
const ANY_FINDING = { blocking: true, raisedById: null, fixedById: null };

const ANCHORS = { gate: "gates", result: "checks", finding: "findings" } as const;

/** Waivers and accepted risks that end soon and that this person can renew. */
export async function waiverNeeds(ctx: Context & { actor: PersonActor }): Promise<Need[]> {
  if (!hasRole(ctx.actor, "security_engineer", "program_manager")) return [];
  const ending = await endingWaivers(ctx, visibleReviews(ctx), MOST);
  const ids = [...new Set(ending.map(({ reviewId }) => reviewId))];
  const rows = ids.length > 0 ? await ctx.db.select().from(reviews).where(anyOf(reviews.id, ids)) : [];
  const needs: Need[] = [];
  const partsOf = await partsInEach(ctx, rows);
  for (const row of rows) {
    const parts = partsOf.get(row.id);
    if (!parts) continue;
    const own = ending.filter(({ reviewId, kind }) => reviewId === row.id && mayRenew(ctx.actor, kind, parts));
    needs.push(...own.map((waiver) => needOf(waiver, row.title)));
  }
  return needs;
}

/** A waiver is renewed by who may give one, an accepted risk by who may accept it. */
function mayRenew(actor: PersonActor, kind: EndingWaiver["kind"], parts: ReviewParts): boolean {
  if (kind !== "finding") return mayReview(actor, "waive", parts).allowed;
  const { personId } = actor;
  const refusal = settleRefusal("accepted", ANY_FINDING, { personId, reviewerId: parts.reviewerId });
  return refusal === null && mayReview(actor, "settle_finding", parts).allowed;
}

function needOf({ kind, id, reviewId, endsOn, gate }: EndingWaiver, title: string): Need {
  const what = gate === null ? WORDS[kind] : `the gate “${GATE_WORDS[gate]}” is waived`;
  return {
    key: `waiver-${kind}-${id}`,
    kind: "waiver",
    verb: "Renew, or let end",
    thing: `${reviewRef(reviewId)} ${title}`,
    href: paths.review(reviewId, ANCHORS[kind]),
    due: endsOn,
    overdue: false,
    atRisk: false,
    note: what,
  };
}

const WORDS: Record<EndingWaiver["kind"], string> = {
  gate: "a gate is waived",
  result: "a result of the policy checks is waived",
  finding: "the risk of a finding is accepted",
};
