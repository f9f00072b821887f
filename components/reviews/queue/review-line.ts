import { type ShownGate, shownGates } from "#components/reviews/decisions/shown-gates.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Sla } from "#lib/reviews/rules/clocks.ts";
import type { PolicyVerdict } from "#lib/reviews/rules/gates.ts";
import type { Move } from "#lib/reviews/rules/next-move.ts";
import type { SlaTarget } from "#lib/reviews/rules/sla-target.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

export type GateLetter = Pick<ShownGate, "id" | "state" | "reason">;

/** The only review data sent to the browser for the table. */
export type ReviewLines = {
  lines: ReviewLine[];
  /** Each distinct gate once, because their reasons would make up half the payload. */
  gates: GateLetter[];
};

/** The reader's part in a review, as its line shows it. */
export type Part = "Guardian" | "Engineer";

export type ReviewLine = Pick<ReviewSummary, "id" | "title" | "state"> & Partial<Known>;

/** Optional keys: absent values are omitted, because each key would be sent on every line. */
type Known = {
  tier: Tier;
  policies: PolicyVerdict;
  /** The reviewer-time target, unless `target` names another. */
  sla: Pick<Sla, "status"> & { dueAt: string | null; target?: SlaTarget };
  /** The next action, if it is the reader's. */
  move: Move;
  /** Sent with a claim to identify the shown version of the review. */
  sequence: number;
  /** The launch day, or the requested one before the launch. */
  launchOn: string;
  launched: true;
  service: string;
  guardian: string;
  reviewer: string;
  /** The reader's parts in the review. */
  mine: Part[];
  /** Still open in the tracker it was imported from. */
  elsewhere: true;
  /** Number of waivers the current decision relied on. */
  onWaivers: number;
  /** The evidence changed after the current approval. */
  stale: true;
  /** Indexes into the shared gates; empty for reviews decided elsewhere, which have no gates to meet. */
  gates: number[];
  /**
   * Lead time from first submit to first decision. Undecided reviews count to their end, or to now or the last sighting
   * while open.
   */
  ageSeconds: number;
};

/** `me`: the reader's id, because names are not unique. */
export function linesOf(reviews: readonly ReviewSummary[], now: Date, me: number): ReviewLines {
  const gates: GateLetter[] = [];
  const places = new Map<string, number>();
  const placeOf = ({ id, state, reason }: GateLetter) => {
    const said = `${id} ${state} ${reason}`;
    const place = places.get(said) ?? gates.push({ id, state, reason }) - 1;
    places.set(said, place);
    return place;
  };
  return { lines: reviews.map((review) => lineOf(review, now, me, placeOf)), gates };
}

function lineOf(review: ReviewSummary, now: Date, me: number, placeOf: (gate: GateLetter) => number): ReviewLine {
  const { id, title, tier, state, policies, sla } = review;
  const { guardian, reviewer: engineer, gates } = review;
  const parts: [Part, { id: number } | null][] = [
    ["Guardian", guardian],
    ["Engineer", engineer],
  ];
  const mine = parts.flatMap(([part, who]) => (who?.id === me ? [part] : []));
  const known = knownOf({
    tier,
    policies,
    sla: sla && sla.status !== "met" ? slaOfLine(sla) : null,
    move: review.move,
    sequence: review.move === "claim" ? review.sequence : null,
    elsewhere: review.openElsewhereAt === null ? null : true,
    onWaivers: review.onWaivers || null,
    stale: review.stale || null,
    launchOn: review.launchedOn ?? review.requestedLaunchOn,
    launched: review.launchedOn === null ? null : true,
    service: review.service?.name ?? null,
    guardian: guardian?.name ?? null,
    reviewer: engineer?.name ?? null,
    mine: mine.length === 0 ? null : mine,
    gates: gates.length === 0 ? null : shownGates(review).map(placeOf),
    ageSeconds: ageInSeconds(review, now),
  });
  return { id, title, state, ...known };
}

function slaOfLine({ status, dueAt, target }: NonNullable<ReviewSummary["sla"]>): Known["sla"] {
  return { status, dueAt, ...(target === "reviewer_time" ? {} : { target }) };
}

function knownOf(fields: { [Field in keyof Known]: Known[Field] | null }): Partial<Known> {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(fields) as (keyof Known)[]) {
    if (fields[name] !== null) known[name] = fields[name];
  }
  return known;
}

function ageInSeconds(review: ReviewSummary, now: Date): number | null {
  const { state, firstSubmittedAt, firstDecidedAt, endedAt, openElsewhereAt } = review;
  if (!firstSubmittedAt) return null;
  const ended = isOpen(state) ? openElsewhereAt : (firstDecidedAt ?? endedAt);
  const end = ended ? new Date(ended) : now;
  return (end.getTime() - new Date(firstSubmittedAt).getTime()) / 1000;
}
