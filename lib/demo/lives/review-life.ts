import { logActivity } from "#lib/activity/log-activity.ts";
import { as, type Person, type Story } from "#lib/demo/story-so-far.ts";
import type { Random } from "#lib/random.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, MINUTE, plus, workingMoment } from "../clock.ts";
import { CANCELLATIONS, HOLDS } from "../content/words.ts";
import { afterDecision } from "./after-decision.ts";
import {
  act,
  attachDocument,
  type Case,
  type CasePlan,
  claim,
  draft,
  guardianNow,
  hands,
  partOfGuardian,
  submit,
} from "./case.ts";
import { decide, type Outcome } from "./decision.ts";
import { bringModel } from "./models.ts";
import { answer, ask, findEarly, question, raise, reply } from "./rounds.ts";

/** The course of a review: its events, and the number of days. */
export type Course = {
  submitAt: Date;
  days: number;
  rounds: number;
  held: boolean;
  outcome: Outcome | "cancelled";
  /** Reviewer findings in the first round, in addition to check results. */
  findings: number;
  serious: boolean;
};

/** A review from its draft to the time after the decision. */
export async function* reviewLife(story: Story, plan: CasePlan, course: Course, chance: Random): Life {
  const draftAt = workingMoment(plus(course.submitAt, -chance.between(0.05, 2.5) * DAY), chance);
  const next = moments(draftAt, course, chance);
  yield draftAt;
  const it = await draft(story, plan, chance, draftAt);
  if (it.change.tier !== "low" && it.service.model) await bringModel(it, draftAt);
  await attachDocument(it, hands(it), draftAt, "first");
  const submitAt = next(0);
  yield submitAt;
  await submit(it, it.requester, submitAt);
  if (course.outcome === "cancelled") return yield* cancelled(it, next(0.6));
  const rounds = Math.max(course.rounds, neededRounds(it));
  yield* inReview(it, { ...course, rounds }, next);
  const decideAt = next(1);
  yield decideAt;
  await decide(it, decideAt, course.outcome);
  await logEffort(it, decideAt);
  yield* afterDecision(it, decideAt, course.outcome);
}

/** The moment at a share of the way to the decision, during working hours and after the previous one. */
function moments(begin: Date, { submitAt, days }: Course, chance: Random): (share: number) => Date {
  let last = begin;
  return (share) => {
    const planned = submitAt.getTime() + share * days * DAY;
    const earliest = last.getTime() + chance.between(25, 90) * MINUTE;
    last = workingMoment(new Date(Math.max(planned, earliest)), chance);
    return last;
  };
}

/** A refused document, or a model with a gap, needs at least one round. */
function neededRounds({ document, model }: Case): number {
  return model?.blocks || (document && document.first !== document.revised) ? 1 : 0;
}

type Moments = (share: number) => Date;

async function* inReview(it: Case, { rounds, held, findings, serious }: Course, next: Moments): Life {
  const { chance } = it;
  const claimAt = next(chance.between(0.01, 0.08));
  yield claimAt;
  await claim(it, claimAt);
  if (chance.chance(it.change.tier === "low" ? 0.5 : 0.8)) {
    yield* talk(it, next, chance.between(0.04, 0.15));
  }
  if (held) yield* onHold(it, next);
  if (it.guardian && chance.chance(rounds === 0 ? 0.5 : 0.25)) {
    const moment = next(0.39);
    yield moment;
    const guardian = guardianNow(it);
    if (guardian) await findEarly(it, guardian, moment);
  }
  if (rounds === 0 && findings > 0) {
    const moment = next(0.5);
    yield moment;
    await raise(it, it.reviewer, moment, false);
  }
  for (let round = 0; round < rounds; round++) {
    const moment = next(0.4 + (0.45 * round) / rounds);
    yield moment;
    if (round === 0) await findAll(it, moment, findings, serious);
    await ask(it, moment);
    const back = next(0.4 + (0.45 * (round + 0.7)) / rounds);
    yield back;
    await answer(it, back);
  }
}

async function findAll(it: Case, moment: Date, findings: number, serious: boolean): Promise<void> {
  for (let found = 0; found < findings; found++) await raise(it, it.reviewer, moment, serious && found === 0);
}

async function* talk(it: Case, next: Moments, share: number): Life {
  const asked = next(share);
  yield asked;
  await question(it, asked);
  if (!it.chance.chance(0.7)) return;
  const answered = next(share + 0.06);
  yield answered;
  await reply(it, answered);
}

async function* onHold(it: Case, next: Moments): Life {
  const from = next(0.38);
  const to = next(0.39 + it.chance.between(0.05, 0.2));
  yield from;
  const { code, reason } = it.chance.pick(HOLDS);
  const resumeOn = dayOf(plus(to, DAY));
  await act(it, holdReview, it.requester, from, { reasonCode: code, reason, resumeOn });
  yield to;
  await act(it, resumeReview, it.requester, to, {});
}

async function* cancelled(it: Case, moment: Date): Life {
  yield moment;
  const { code, reason } = it.chance.pick(CANCELLATIONS);
  await act(it, cancelReview, it.requester, moment, { reason, reasonCode: code });
}

/** Minutes the reviewer, and the guardian if any, spent on the review. */
async function logEffort(it: Case, moment: Date): Promise<void> {
  const log = async (person: Person, median: number) => {
    const minutes = Math.min(600, Math.max(15, Math.round(it.chance.logNormal(median, 0.5) / 15) * 15));
    const ctx = await as(it.story, person, moment);
    await logActivity(ctx, { type: "review", minutes, onDate: dayOf(moment), reviewId: it.id });
  };
  const size = { low: 0.4, medium: 1, high: 1.6 }[it.change.tier];
  if (it.chance.chance(0.5)) await log(it.reviewer, 150 * size);
  const guardian = guardianNow(it);
  const { involved } = await partOfGuardian(it, moment);
  if (guardian && involved && it.chance.chance(0.5)) await log(guardian, 80 * size);
}
