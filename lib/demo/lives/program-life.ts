import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, plus, workingMoment } from "../clock.ts";
import { GOALS } from "../content/goals.ts";
import { SECOND_CRITERIA } from "../content/training.ts";
import { as, type Story } from "../story.ts";

/** What the program manager does about the program: goals at the start, other criteria after half a year. */
export async function* programLife(story: Story): Life {
  const { cast, begins, now } = story;
  const chance = random("program");
  const start = workingMoment(plus(begins, 3 * DAY), chance);
  yield start;
  for (const { dueIn, ...goal } of GOALS) {
    const dueOn = dayOf(plus(now, dueIn * DAY));
    await setGoal(await as(story, cast.manager, start), { ...goal, dueOn, ownerId: cast.manager.id });
  }
  const later = workingMoment(plus(begins, 180 * DAY), chance);
  yield later;
  await publishCriteria(await as(story, cast.manager, later), { criteria: SECOND_CRITERIA });
}
