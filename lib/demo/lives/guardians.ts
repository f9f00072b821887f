import type { Person, Story, Team } from "#lib/demo/story-so-far.ts";
import type { GuardianState } from "#lib/guardians/rules.ts";
import { type Random, random } from "#lib/random.ts";
import { DAY, monthsAfter, plus } from "../clock.ts";
import { type GuardianPlan, guardianLife } from "./guardian-life.ts";

/** The refresher of the demo's guardian expired this many days ago. */
const OVERDUE_DAYS = 6;

/** Begins every guardian's life, each leading to a given state at the end. */
export async function beginGuardians(story: Story): Promise<void> {
  const chance = random("guardians");
  let number = 0;
  for (const team of story.teams) {
    for (const [place, state] of team.content.guardians.entries()) {
      const person = team.members[place === 1 ? 2 : place === 2 ? 3 : 0];
      if (!person) continue;
      const plan = planOf(story, { person, team, state, number: number++ }, chance);
      await story.agenda.begin(guardianLife(story, plan));
    }
  }
}

type Start = { person: Person; team: Team; state: GuardianState; number: number };

function planOf(story: Story, { person, team, state, number }: Start, chance: Random): GuardianPlan {
  const { now, founded, begins, cast } = story;
  const ago = (from: number, to: number) => plus(now, -chance.between(from, to) * DAY);
  const plan = { person, team, state, number, seed: `guardian ${number}` };
  if (person === cast.guardian) {
    return {
      ...plan,
      nominatedAt: plus(begins, -20 * DAY),
      activeAt: plus(monthsAfter(now, -12), -OVERDUE_DAYS * DAY),
    };
  }
  if (state === "nominated") return { ...plan, nominatedAt: ago(2, 16), activeAt: null };
  if (state === "consented") return { ...plan, nominatedAt: ago(14, 45), activeAt: null };
  if (state === "training") return { ...plan, nominatedAt: ago(30, 110), activeAt: null };
  // A team's first guardian joins early, the second once the first has proved useful.
  const first = place(team, person) === 0;
  const earliest = first ? plus(founded, 20 * DAY) : plus(begins, 10 * DAY);
  // Former guardians were active for a while before they stopped.
  const latest = first ? plus(begins, 60 * DAY) : plus(now, -(state === "active" ? 60 : 250) * DAY);
  const nominatedAt = plus(earliest, chance.next() * (latest.getTime() - earliest.getTime()));
  return { ...plan, nominatedAt, activeAt: plus(nominatedAt, chance.between(20, 50) * DAY) };
}

function place(team: Team, person: Person): number {
  return team.members.indexOf(person);
}
