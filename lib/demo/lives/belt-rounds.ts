import { awardBelt } from "#lib/belts/award-belt.ts";
import { evidenceOfMany, heldBelts, latestCriteria } from "#lib/belts/evidence.ts";
import { distance, highestBelt, nextBelt } from "#lib/belts/rules.ts";
import { as, byProduct, type Person, type Story } from "#lib/demo/story-so-far.ts";
import { random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, HOUR, monthsAfter, plus, workingMoment } from "../clock.ts";

/** Belts reached in the last days of the story wait to be awarded. */
const WAITING_DAYS = 20;

const NOTES = [
  "Earned step by step, and the team notices.",
  "Every criterion is met; the engineers who worked with them agree.",
  "Well earned: the last model was used as an example by two other teams.",
];

/** Once a month, an engineer checks who has reached the next belt and awards it with evidence. */
export async function* beltRounds(story: Story): Life {
  const chance = random("belts");
  const { engineers, manager } = story.cast;
  for (let month = 0; ; month++) {
    const round = workingMoment(plus(monthsAfter(story.begins, month), 9.5 * HOUR), chance);
    if (round > plus(story.now, -WAITING_DAYS * DAY)) return;
    yield round;
    const by = month % 2 === 0 ? manager : chance.pick(engineers);
    await awardReached(story, by, round, NOTES[month % NOTES.length] ?? "");
  }
}

async function awardReached(story: Story, by: Person, moment: Date, note: string): Promise<void> {
  const product = byProduct(story.db, moment);
  const criteria = (await latestCriteria(product))?.criteria;
  if (!criteria) return;
  const active = [...story.guardians.values()].flat();
  const evidence = await evidenceOfMany(
    product,
    active.map(({ id }) => id),
  );
  for (const { id } of active) {
    const belt = nextBelt(highestBelt(await heldBelts(product, id)));
    const own = evidence.get(id);
    if (!belt || !own || distance(own, criteria[belt]).some(({ met }) => !met)) continue;
    await awardBelt(await as(story, by, moment), { personId: id, belt, note });
  }
}
