import { type ShownGate, shownGates } from "#components/reviews/decisions/shown-gates.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Sla } from "#lib/reviews/rules/clocks.ts";
import type { PolicyVerdict } from "#lib/reviews/rules/gates.ts";
import type { Move } from "#lib/reviews/rules/next-move.ts";
import type { SlaTarget } from "#lib/reviews/rules/sla-target.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

export type GateLetter = Pick<ShownGate, "id" | "state" | "reason">;

/** What the table shows of reviews: the browser is sent this and no more. */
export type ReviewLines = {
  lines: ReviewLine[];
  /** The gates of all lines, each of them once: half of what is sent would be their reasons. */
  gates: GateLetter[];
};

/** Who has a part in a review, as its line calls them. */
export type Part = "Guardian" | "Engineer";

export type ReviewLine = Pick<ReviewSummary, "id" | "title" | "state"> & Partial<Known>;

/** What is left out where there is none: the browser would be sent its name on each line. */
type Known = {
  tier: Tier;
  policies: PolicyVerdict;
  /** Of the reviewer time, where no other target is named. */
  sla: Pick<Sla, "status"> & { dueAt: string | null; target?: SlaTarget };
  /** The next move, where it is the reader's. */
  move: Move;
  /** What a claim names, where that is the move: the review as it is shown. */
  sequence: number;
  /** The day of the launch, or before it the one that is asked for. */
  launchOn: string;
  launched: true;
  service: string;
  guardian: string;
  reviewer: string;
  /** The parts that the reader has in it. */
  mine: Part[];
  /** Open in the tracker that it was imported from. */
  elsewhere: true;
  /** How many waivers the decision was made on that stands. */
  onWaivers: number;
  /** The evidence has changed since the approval that stands. */
  stale: true;
  /** Their places among the gates of all lines; none where there is nothing to meet: a review that was decided elsewhere. */
  gates: number[];
  /** From the first submit to the first decision: the lead time. Without one to the end; of an open one to now, or to when it was last seen. */
  ageSeconds: number;
};

/** `me`: whoever reads, by id, as names may be shared. */
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
