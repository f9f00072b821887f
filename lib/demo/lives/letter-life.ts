import { personOf } from "#lib/auth/actor.ts";
import { as, type Story } from "#lib/demo/story-so-far.ts";
import { quarterKey, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, endedQuarter, HOUR, plus, workingMoment } from "../clock.ts";
import { SENTENCES } from "../content/letter.ts";

/** Days from the end of the quarter to the draft. */
const DAYS_UNTIL_DRAFTED = 3;

/**
 * The letter to the demo's leader about the last ended quarter: drafted, and completed with sentences the day after.
 */
export async function* letterLife(story: Story): Life {
  const { cast, now } = story;
  const chance = random("letter");
  // Two weekends may lie between them.
  const ended = endedQuarter(now, DAYS_UNTIL_DRAFTED + 1 + 4);
  const drafted = workingMoment(plus(ended, DAYS_UNTIL_DRAFTED * DAY + 10 * HOUR), chance);
  yield drafted;
  const [organisationId] = personOf((await as(story, cast.leader, drafted)).actor)?.organisationIds ?? [];
  if (organisationId === undefined) return;
  const quarter = quarterKey(quarterOf(plus(ended, -1), "UTC"));
  const { id } = await draftNewsletter(await as(story, cast.manager, drafted), { organisationId, quarter });
  const written = workingMoment(plus(drafted, DAY), chance);
  yield written;
  await editNewsletter(await as(story, cast.manager, written), id, SENTENCES);
}
