import { logActivity } from "#lib/activity/log-activity.ts";
import type { ActivityType } from "#lib/activity/rules.ts";
import { as, isActive, type Person, type Story } from "#lib/demo/story-so-far.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, plus, workingMoment } from "../clock.ts";
import { ACTIVITY_NOTES } from "../content/words.ts";

const TYPES: readonly (readonly [ActivityType, number])[] = [
  ["questions_answered", 4],
  ["review", 3],
  ["support", 2],
  ["deep_dive", 2],
  ["security_stories", 1],
  ["training_given", 1],
];

/** Every active guardian logs time: some each fortnight, some occasionally, some never. */
export async function beginLogs(story: Story): Promise<void> {
  for (const team of story.teams) {
    for (const person of team.members) await story.agenda.begin(log(story, person));
  }
}

async function* log(story: Story, person: Person): Life {
  const chance = random(`log ${person.id}`);
  if (person !== story.cast.guardian && chance.chance(0.15)) return;
  const every = (person === story.cast.guardian ? 9 : chance.between(13, 23)) / Math.min(1, story.scale * 2);
  for (
    let day = plus(story.begins, chance.between(0, every) * DAY);
    ;
    day = plus(day, chance.between(0.6, 1.4) * every * DAY)
  ) {
    const moment = workingMoment(day, chance);
    if (moment > story.now) return;
    yield moment;
    if (!isActive(story, person)) continue;
    const type = chance.weighted(TYPES);
    const minutes = Math.max(15, Math.round(chance.logNormal(100, 0.5) / 15) * 15);
    const note = chance.chance(0.6) ? chance.pick(ACTIVITY_NOTES[type]) : "";
    await logActivity(await as(story, person, moment), { type, minutes, onDate: dayOf(moment), note });
  }
}
