import { reviews } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { movedSince, type TimelineEntry } from "#lib/events/timeline.ts";
import {
  beltNeeds,
  courseNeeds,
  coverageNeeds,
  followUpNeeds,
  guardianshipNeeds,
  nominationNeeds,
  trainingNeeds,
} from "./program-needs.ts";
import { conditionNeeds, findingNeeds, fixNeeds, leftFindingNeeds } from "./promise-needs.ts";
import {
  assignNeeds,
  draftNeeds,
  feedbackNeeds,
  queueOf,
  resumeNeeds,
  staleNeeds,
  turnNeeds,
  turnsOf,
  unclaimedNeeds,
} from "./review-needs.ts";
import { riskNeeds } from "./risk-needs.ts";
import { byDue, MOST } from "./rules.ts";
import { WAIVER_NEEDS } from "./waiver-needs.ts";

type PersonContext = Context & { actor: PersonActor };

const NEEDS = [
  resumeNeeds,
  assignNeeds,
  draftNeeds,
  unclaimedNeeds,
  staleNeeds,
  findingNeeds,
  leftFindingNeeds,
  fixNeeds,
  conditionNeeds,
  riskNeeds,
  ...WAIVER_NEEDS,
  followUpNeeds,
  feedbackNeeds,
  courseNeeds,
  trainingNeeds,
  nominationNeeds,
  beltNeeds,
  coverageNeeds,
  guardianshipNeeds,
];

/**
 * Everything that needs this person today, by due time. Long kinds are listed in part and marked `more`. `queue`
 * summarises the status of all reviews where the next action is theirs.
 */
export async function needsOf(ctx: PersonContext) {
  const turns = await turnsOf(ctx);
  const all = [await turnNeeds(ctx, turns)];
  for (const needs of NEEDS) all.push(await needs(ctx));
  return {
    needs: all.flat().sort(byDue),
    more: all.some(({ length }) => length === MOST),
    queue: queueOf(turns),
  };
}

/** Changes since yesterday on the reviews this person may see. */
export async function movedSinceYesterday(ctx: PersonContext): Promise<TimelineEntry[]> {
  const mine = ctx.db.select({ id: reviews.id }).from(reviews).where(visibleReviews(ctx));
  return movedSince(ctx, "review", mine, new Date(ctx.now.getTime() - 86_400_000));
}
