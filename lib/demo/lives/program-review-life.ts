import { as, type Person, type Story } from "#lib/demo/story-so-far.ts";
import { quarterKey, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { editGoal } from "#lib/program/edit-goal.ts";
import { goals } from "#lib/program/queries.ts";
import { closeProgramReview } from "#lib/program-reviews/close-program-review.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, endedQuarter, HOUR, plus, workingMoment } from "../clock.ts";
import { DECISIONS, LOWER_TARGET, SAID } from "../content/program-review.ts";

/** Days from the end of the quarter to the meeting, and until the record is closed. */
const DAYS_UNTIL_HELD = 5;
const DAYS_UNTIL_CLOSED = 4;
const DAYS_TO_FOLLOW_UP = 12;

/** The program review for the latest quarter that leaves enough time: one follow-up is done, the other open. */
export async function* programReviewLife(story: Story): Life {
  const { cast, now } = story;
  const chance = random("program review");
  // Two weekends may lie between them.
  const ended = endedQuarter(now, DAYS_UNTIL_HELD + DAYS_UNTIL_CLOSED + 4);
  const quarter = quarterKey(quarterOf(plus(ended, -1), "UTC"));
  const held = workingMoment(plus(ended, DAYS_UNTIL_HELD * DAY + 13 * HOUR), chance);
  yield held;
  const ctx = await as(story, cast.manager, held);
  await openProgramReview(ctx, { quarter, heldOn: dayOf(held) });
  for (const [person, said] of attending(story)) await recordAttendance(ctx, quarter, { personId: person.id, said });
  const goal = (await goals(ctx)).find(({ metric }) => metric === "M1");
  if (goal) await editGoal(ctx, goal.id, { target: LOWER_TARGET });
  await recordDecision(ctx, quarter, { text: DECISIONS.goal, goalId: goal?.id ?? null });
  await recordDecision(ctx, quarter, { text: DECISIONS.kept });
  const soon = { ownerId: cast.engineer.id, dueOn: dayOf(plus(held, DAYS_TO_FOLLOW_UP * DAY)) };
  const { id } = await recordDecision(ctx, quarter, { text: DECISIONS.done, ...soon });
  const later = { ownerId: cast.guardian.id, dueOn: dayOf(plus(now, DAYS_TO_FOLLOW_UP * DAY)) };
  await recordDecision(ctx, quarter, { text: DECISIONS.open, ...later });
  const done = workingMoment(plus(held, DAY), chance);
  yield done;
  await settleFollowUp(await as(story, cast.engineer, done), quarter, id, { as: "done" });
  const closed = workingMoment(plus(done, 3 * HOUR), chance);
  yield closed;
  await closeProgramReview(await as(story, cast.manager, closed), { quarter });
}

/** The program's staff and a few guardians, starting with the demo's guardian. */
function attending({ cast, guardians }: Story): [Person, string][] {
  const active = [...guardians.values()].flat();
  const first = active.filter(({ id }) => id === cast.guardian.id);
  const others = active.filter(({ id }) => id !== cast.guardian.id);
  const met = [...first, ...others].slice(0, SAID.guardians.length);
  return [
    [cast.manager, ""],
    [cast.leader, SAID.leader],
    [cast.engineer, SAID.engineer],
    ...met.map((guardian, at): [Person, string] => [guardian, SAID.guardians[at] ?? ""]),
  ];
}
