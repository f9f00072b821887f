import { as, type Person, type Story, setActive, type Team } from "#lib/demo/story-so-far.ts";
import { consent } from "#lib/guardians/consent.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { resume } from "#lib/guardians/resume.ts";
import type { GuardianState } from "#lib/guardians/rules.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { at, type Random, random } from "#lib/random.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, MINUTE, monthsAfter, plus, workingMoment } from "../clock.ts";
import { COURSES, REFRESHER } from "../content/training.ts";
import { LEAVE_REASONS, PAUSE_REASONS, RATIONALES } from "../content/words.ts";

export type GuardianPlan = {
  person: Person;
  team: Team;
  /** The guardian's state at the end of the story. */
  state: GuardianState;
  number: number;
  seed: string;
  nominatedAt: Date;
  /** The day of the last required course; null for guardians who are not active yet. */
  activeAt: Date | null;
};

const REQUIRED = COURSES.filter(({ required }) => required).map(({ code }) => code);
const OPTIONAL = COURSES.filter(({ required }) => !required).map(({ code }) => code);

/** From the nomination to this guardian's state at the end. */
export async function* guardianLife(story: Story, plan: GuardianPlan): Life {
  const chance = random(plan.seed);
  const nominatedAt = workingMoment(plan.nominatedAt, chance);
  yield nominatedAt;
  await beNominated(story, plan, nominatedAt, chance);
  if (plan.state === "nominated") return;
  const consentedAt = workingMoment(plus(nominatedAt, chance.between(1, 6) * DAY), chance);
  yield consentedAt;
  const { person, team } = plan;
  const consenter = chance.chance(0.7) ? team.manager : story.cast.manager;
  const hoursPerMonth = chance.pick([2, 3, 3.5, 3.5, 3.5, 4, 5]);
  await consent(await as(story, consenter, consentedAt), { personId: person.id, hoursPerMonth });
  if (plan.state === "consented") return;
  const startedAt = workingMoment(plus(consentedAt, chance.between(0.5, 3) * DAY), chance);
  yield startedAt;
  await startTraining(await as(story, person, startedAt), { personId: person.id });
  yield* train(story, plan, startedAt, chance);
  if (plan.activeAt) yield* stay(story, plan, chance);
}

async function beNominated(story: Story, plan: GuardianPlan, moment: Date, chance: Random): Promise<void> {
  const { person, team } = plan;
  const by = chance.pick([person, team.manager, at(team.members, 1)]);
  const rationale = at(RATIONALES, plan.number % RATIONALES.length);
  await nominate(await as(story, by, moment), { personId: person.id, teamId: team.id, rationale });
}

/** Takes the required courses one after another. Guardians still in training have some left. */
async function* train(story: Story, plan: GuardianPlan, startedAt: Date, chance: Random): Life {
  const { person, activeAt } = plan;
  const codes = activeAt ? REQUIRED : REQUIRED.slice(0, chance.int(1, REQUIRED.length - 1));
  const end = activeAt ?? plus(startedAt, 18 * DAY);
  let last = startedAt;
  for (const [place, code] of codes.entries()) {
    const share = (place + 1) / codes.length;
    const planned = plus(startedAt, share * (end.getTime() - startedAt.getTime()));
    last = workingMoment(new Date(Math.max(planned.getTime(), last.getTime() + 50 * MINUTE)), chance);
    yield last;
    const { activated } = await complete(story, person, code, last);
    if (activated) setActive(story, person, true);
  }
}

function complete(story: Story, person: Person, code: string, moment: Date) {
  const courseId = story.courses.get(code) ?? 0;
  const done = {
    personId: person.id,
    courseId,
    completedOn: dayOf(moment),
    evidence: `Certificate ${code}-${person.id}`,
  };
  return as(story, person, moment).then((ctx) => recordCompletion(ctx, done));
}

/** The life of an active guardian: optional courses, the yearly refresher, a pause, and leaving. */
async function* stay(story: Story, plan: GuardianPlan, chance: Random): Life {
  for (const { moment, act } of turns(story, plan, chance)) {
    yield moment;
    await act();
  }
}

type Turn = { moment: Date; act: () => Promise<unknown> };

function turns(story: Story, plan: GuardianPlan, chance: Random): Turn[] {
  const { person, state } = plan;
  const activeAt = plan.activeAt ?? story.now;
  const ends = endOf(story, plan, chance);
  const list: Turn[] = [];
  const add = (moment: Date, act: (moment: Date) => Promise<unknown>) => {
    const due = workingMoment(moment, chance);
    if (!ends || due < ends) list.push({ moment: due, act: () => act(due) });
  };
  const signsIn = person === story.cast.guardian;
  for (const code of chance.shuffled(OPTIONAL).slice(0, signsIn ? 3 : chance.int(2, 6))) {
    if (signsIn && code === "TM-201") continue;
    add(plus(activeAt, chance.between(15, 260) * DAY), (moment) => complete(story, person, code, moment));
  }
  if (!signsIn && chance.chance(0.8)) {
    const again = plus(monthsAfter(activeAt, 12), chance.between(-20, 6) * DAY);
    add(again, (moment) => complete(story, person, REFRESHER, moment));
  }
  if (state === "active" && plan.number % 9 === 4) list.push(...aBreak(story, person, activeAt, chance));
  if (ends) list.push({ moment: ends, act: () => end(story, plan, ends, chance) });
  return list.sort((a, b) => a.moment.getTime() - b.moment.getTime());
}

function endOf({ now }: Story, { state }: GuardianPlan, chance: Random): Date | null {
  if (state === "paused") return workingMoment(plus(now, -chance.between(20, 75) * DAY), chance);
  if (state === "alumni") return workingMoment(plus(now, -chance.between(12, 150) * DAY), chance);
  return null;
}

/** A pause of two months. */
function aBreak(story: Story, person: Person, activeAt: Date, chance: Random): Turn[] {
  const from = workingMoment(plus(activeAt, chance.between(90, 150) * DAY), chance);
  const to = workingMoment(plus(from, 60 * DAY), chance);
  if (to > story.now || to > monthsAfter(activeAt, 11)) return [];
  const stop = async () => {
    await pause(await as(story, person, from), { personId: person.id, reason: chance.pick(PAUSE_REASONS) });
    setActive(story, person, false);
  };
  const goOn = async () => {
    await resume(await as(story, person, to), { personId: person.id });
    setActive(story, person, true);
  };
  return [
    { moment: from, act: stop },
    { moment: to, act: goOn },
  ];
}

async function end(story: Story, { person, state, number }: GuardianPlan, moment: Date, chance: Random): Promise<void> {
  const ctx = await as(story, person, moment);
  if (state === "paused") await pause(ctx, { personId: person.id, reason: at(PAUSE_REASONS, number % 3) });
  else await leave(ctx, { personId: person.id, ...chance.pick(LEAVE_REASONS) });
  setActive(story, person, false);
}
