import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { confirmNoPolicies } from "#lib/reviews/decisions/confirm-no-policies.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { DAY, dayOf, plus } from "../clock.ts";
import { APPROVALS, CONDITIONS, DECLINED, FEEDBACK, REJECTIONS } from "../content/words.ts";
import { act, type Case, partOfGuardian } from "./case.ts";
import { verify } from "./rounds.ts";

export type Outcome = "approved" | "approved_with_conditions" | "rejected";

/** The decision and its prerequisites: fixes are verified, and a second engineer endorses a high tier. */
export async function decide(
  it: Case,
  moment: Date,
  outcome: Outcome,
  options: { owed?: boolean } = {},
): Promise<void> {
  await verify(it, moment);
  const feedback = options.owed ? undefined : await feedbackOn(it, moment);
  if (outcome === "rejected") {
    await act(it, rejectReview, it.reviewer, moment, { reason: it.chance.pick(REJECTIONS), feedback });
    return;
  }
  await meetGates(it, moment);
  const conditions = outcome === "approved" ? [] : conditionsOf(it, moment);
  await act(it, approveReview, it.reviewer, moment, { reason: it.chance.pick(APPROVALS), conditions, feedback });
}

async function meetGates(it: Case, moment: Date): Promise<void> {
  const others = it.story.cast.engineers.filter(({ id }) => id !== it.reviewer.id && !it.authorIds.includes(id));
  if (it.change.tier !== "low" && !it.model) {
    const gate = "threat_model" as const;
    await act(it, askWaiver, it.requester, moment, {
      gate,
      reason: "The service has no threat model yet; this change adds no new exposure.",
    });
    await act(it, waiveGate, it.chance.pick(others), moment, {
      gate,
      reason: "Agreed for this change. The threat model comes with the next one.",
      expiresOn: dayOf(plus(moment, 60 * DAY)),
    });
  }
  if (it.change.tier !== "high") return;
  const changesPolicies = it.change.yes.includes("iamPolicies") || it.attached !== null;
  if (!changesPolicies) await act(it, confirmNoPolicies, it.reviewer, moment, {});
  await act(it, endorseRevision, it.chance.pick(others), moment, {});
}

function conditionsOf(it: Case, moment: Date) {
  return it.chance
    .shuffled(CONDITIONS)
    .slice(0, it.chance.int(1, 2))
    .map(({ text, when, days }) => ({ text, when, ownerId: it.requester.id, dueOn: dayOf(plus(moment, days * DAY)) }));
}

/** Ratings of the guardian's input, if any. One engineer declines, once. */
async function feedbackOn(it: Case, moment: Date) {
  const { story, chance, guardian, model } = it;
  if (!guardian || !(await partOfGuardian(it, moment)).unrated || chance.chance(0.08)) return undefined;
  if (!story.declined && chance.chance(0.05)) {
    story.declined = true;
    return { declinedReason: DECLINED };
  }
  const wrote = model?.authorId === guardian.id;
  const rating = (good: number) => (chance.chance(good) ? 3 : chance.chance(0.75) ? 2 : 1);
  const [scope, threats] = [rating(0.45), rating(wrote ? 0.5 : 0.25)];
  return { scope, threats, mitigations: rating(0.4), validation: rating(0.25), sentence: chance.pick(FEEDBACK) };
}
