import { answerFinding } from "#lib/findings/answer-finding.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, plus, workingMoment } from "../clock.ts";
import { act, type Case } from "./case.ts";
import { keepConditions } from "./conditions.ts";
import { decide, type Outcome } from "./decision.ts";
import { type Accepted, mend, raise, settleRest } from "./rounds.ts";

/** After the decision: launch and closing, and occasionally a second review or a late finding. */
export async function* afterDecision(it: Case, decidedAt: Date, outcome: Outcome): Life {
  const { chance, story } = it;
  const later = (from: number, to: number, after: Date) =>
    workingMoment(plus(after, chance.between(from, to) * DAY), chance);
  if (outcome === "rejected") {
    if (chance.chance(0.5)) return;
    const closeAt = later(8, 30, decidedAt);
    yield closeAt;
    await settleRest(it, closeAt);
    await act(it, closeReview, it.reviewer, closeAt, { reason: "Rejected and not followed up" });
    return;
  }
  const simple = outcome === "approved" && it.change.tier !== "high" && (it.change.tier === "low" || it.model !== null);
  if (simple && chance.chance(0.03)) decidedAt = yield* again(it, later(5, 20, decidedAt));
  const before = yield* keepConditions(it, "before_launch", decidedAt);
  if (!before || chance.chance(0.12)) return;
  const launchAt = later(0.5, 14, before);
  yield launchAt;
  await act(it, recordLaunch, it.requester, launchAt, { launchedOn: dayOf(launchAt) });
  const after = yield* keepConditions(it, "after_launch", launchAt);
  if (!after) return;
  const late = it.change.tier !== "low" && chance.chance(0.06);
  if (late && chance.chance(0.3)) {
    yield* foundLate(it, later(4, 40, after));
    return;
  }
  if (!late && !chance.chance(it.open.size > 0 ? 0.88 : 0.7)) return;
  const closeAt = later(1, 12, after);
  yield closeAt;
  const accepted = await settleRest(it, closeAt);
  const by = chance.chance(0.8) ? it.reviewer : story.cast.manager;
  await act(it, closeReview, by, closeAt, { reason: "Launched, nothing open" });
  if (late && accepted.length === 0) yield* foundLate(it, later(4, 40, closeAt));
  else yield* mendInTime(it, accepted);
}

/** Most accepted risks are fixed before they expire; a few are forgotten. */
async function* mendInTime(it: Case, accepted: readonly Accepted[]): Life {
  for (const one of accepted.toSorted((a, b) => a.until.getTime() - b.until.getTime())) {
    if (it.chance.chance(0.1)) continue;
    const moment = workingMoment(plus(one.until, -it.chance.int(4, 12) * DAY), it.chance);
    yield moment;
    await mend(it, one, moment);
  }
}

/** The team changes a detail, so the review is reopened and approved again. */
async function* again(it: Case, moment: Date): AsyncGenerator<Date, Date, void> {
  yield moment;
  await act(it, reopenReview, it.requester, moment, {
    reason: "The retries go through a different queue than we documented",
  });
  const decidedAt = workingMoment(plus(moment, it.chance.between(1, 4) * DAY), it.chance);
  yield decidedAt;
  await decide(it, decidedAt, "approved", { owed: true });
  return decidedAt;
}

/** A problem the review missed, found after the launch. The review is usually closed by then. */
async function* foundLate(it: Case, moment: Date): Life {
  yield moment;
  await raise(it, it.reviewer, moment, it.chance.chance(0.5));
  const [found] = it.unanswered.splice(0);
  const answerAt = workingMoment(plus(moment, it.chance.between(1, 9) * DAY), it.chance);
  yield answerAt;
  if (!found) return;
  const input = { answer: "Acknowledged; we are working on it.", state: "in_progress" as const };
  await act(it, (ctx, reviewId, input) => answerFinding(ctx, reviewId, found.id, input), it.requester, answerAt, input);
}
