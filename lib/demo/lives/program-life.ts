import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { as, type Story } from "#lib/demo/story-so-far.ts";
import { measuredNow } from "#lib/metrics/goal-value.ts";
import { setMeasuredGoal } from "#lib/metrics/set-measured-goal.ts";
import { goalMet, shownBaseline } from "#lib/program/rules/goal.ts";
import { proposedTarget } from "#lib/program/rules/starter-goals.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, monthsAfter, plus, workingMoment } from "../clock.ts";
import { GOALS } from "../content/goals.ts";
import { SECOND_CRITERIA } from "../content/training.ts";

/** The program manager's work: goals once a quarter has been measured, and new criteria after half a year. */
export async function* programLife(story: Story): Life {
  const { cast, begins, now } = story;
  const chance = random("program");
  const measured = workingMoment(plus(monthsAfter(begins, 3), 3 * DAY), chance);
  yield measured;
  const ctx = await as(story, cast.manager, measured);
  for (const { dueIn, ...goal } of GOALS) {
    const { value } = await measuredNow(ctx, { metric: goal.metric, organisationId: null });
    const target = proposedTarget(goal, value);
    // In a small program the value may already meet the target, so nobody sets such a goal.
    if (target === null || goalMet(goal.direction, value && shownBaseline(value), target)) continue;
    const dueOn = dayOf(plus(now, dueIn * DAY));
    await setMeasuredGoal(ctx, { ...goal, target, dueOn, ownerId: cast.manager.id });
  }
  const later = workingMoment(plus(begins, 180 * DAY), chance);
  yield later;
  await publishCriteria(await as(story, cast.manager, later), { criteria: SECOND_CRITERIA });
}
