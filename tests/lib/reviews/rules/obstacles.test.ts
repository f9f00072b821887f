import { describe, expect, it } from "vitest";
import { emptyIntake, type Intake } from "#lib/intake/rules/intake.ts";
import { feedbackObstacle } from "#lib/reviews/rules/feedback.ts";
import { type Guarded, mayNow } from "#lib/reviews/rules/obstacles.ts";
import { NO_TIES } from "#lib/reviews/rules/parts.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { personActor } from "#tests/support/actors.ts";
import { answered } from "#tests/support/reviews.ts";

const ENGINEER = personActor({ personId: 3, roles: ["security_engineer"] });
const SECOND = personActor({ personId: 4, roles: ["security_engineer"] });
const REQUESTER = personActor({ personId: 1 });

/** What these two may do with a review that has nothing in its way but what is said. */
function may(actor: typeof ENGINEER, verb: ReviewVerb, known: Partial<Guarded>) {
  const review: Guarded = {
    state: "in_review",
    cycle: 1,
    launchedOn: null,
    rejected: false,
    serviceRetiredAt: null,
    tier: "low",
    gates: [],
    revision: 0,
    endorsed: false,
    decisions: [],
    feedbackObstacle: null,
    remindObstacle: null,
    launchedSince: false,
    stale: false,
    findingsOwed: { unanswered: 0, unsettled: 0 },
    intake: answered(),
    ...known,
  };
  const { state } = review;
  const people = { requesterId: 1, guardianId: 2, reviewerId: 3, riskOwnerId: null };
  return mayNow(actor, verb, { ...people, state, openElsewhereAt: null, ...NO_TIES }, review);
}

const refused = (reason: string) => ({ allowed: false, because: "state", reason });

describe("what stands in the way of a verb alone", () => {
  it("is, of submitting a draft, each answer that is missing", () => {
    const draft = (intake: Intake) => may(REQUESTER, "submit", { state: "draft", intake });
    expect(draft(emptyIntake())).toEqual(refused("10 answers are missing. Complete the intake first."));
    expect(draft(answered())).toEqual({ allowed: true });
  });

  it("is, of rating a guardian's input, that nobody was involved, that it was rated or that it is one's own", () => {
    const rate = (parts: Partial<Parameters<typeof feedbackObstacle>[0]>) => {
      const input = { guardianId: 2, reviewerId: 3, unrated: false, rated: false, left: false, ...parts };
      return may(ENGINEER, "give_feedback", { state: "approved", feedbackObstacle: feedbackObstacle(input) });
    };
    expect(rate({})).toEqual(refused("No guardian was involved in this review, so there is no input to rate."));
    expect(rate({ rated: true })).toEqual(refused("The guardian's input on this review is already rated."));
    expect(rate({ guardianId: 3, unrated: true })).toEqual(
      refused("You were the guardian of this review. You cannot rate your own input."),
    );
    expect(rate({ guardianId: null, reviewerId: null })).toEqual(rate({}));
    expect(rate({ unrated: true, rated: true })).toEqual({ allowed: true });
    expect(rate({ unrated: true, left: true })).toEqual(
      refused("The guardian has left, so their input can no longer be rated."),
    );
    expect(rate({ rated: true, left: true })).toEqual(rate({ rated: true }));
  });

  it("is, of finding something in a closed review, that its change was not launched", () => {
    const raise = (known: Partial<Guarded>) => may(ENGINEER, "raise_finding", { state: "closed", ...known });
    expect(raise({})).toEqual(refused("The review was closed without a launch, so no findings can be raised."));
    expect(raise({ launchedOn: "2026-11-25" })).toEqual({ allowed: true });
    expect(raise({ state: "approved" })).toEqual({ allowed: true });
  });

  it("is, of cancelling, that its change was launched, but for what came from another tracker so", () => {
    const cancel = (known: Partial<Guarded>) => may(REQUESTER, "cancel", known);
    expect(cancel({})).toEqual({ allowed: true });
    expect(cancel({ cycle: 2 })).toEqual({ allowed: true });
    expect(cancel({ cycle: 1, launchedOn: "2026-11-25" })).toEqual({ allowed: true });
    expect(cancel({ cycle: 2, launchedOn: "2026-11-25" })).toMatchObject(
      refused(expect.stringContaining("The change was launched on 25 Nov 2026") as unknown as string),
    );
  });

  it("is, of verifying a promise in a review that is open again, that none is owed", () => {
    const promised = (when: "before_launch" | "after_launch", verifiedAt: string | null = null) =>
      ({ decisions: [{ conditions: [{ when, verifiedAt }] }] }) as unknown as Pick<Guarded, "decisions">;
    const launched = { cycle: 2, launchedOn: "2026-11-25" };
    const verify = (known: Partial<Guarded>) => may(SECOND, "verify_condition", known);
    const none = refused("No approval condition is open.");
    expect(verify({})).toEqual(none);
    expect(verify({ ...launched, ...promised("before_launch") })).toEqual(none);
    expect(verify({ ...promised("after_launch"), cycle: 2 })).toEqual(none);
    expect(verify({ ...launched, ...promised("after_launch", "2026-11-25T09:00:00Z") })).toEqual(none);
    expect(verify({ ...launched, ...promised("after_launch") })).toEqual({ allowed: true });
    expect(verify({ state: "approved_with_conditions", ...promised("before_launch") })).toEqual({ allowed: true });
  });

  it("comes after the table", () => {
    expect(may(REQUESTER, "submit", { intake: emptyIntake() })).toMatchObject({
      allowed: false,
      reason: expect.stringContaining("it must be draft"),
    });
    expect(may(ENGINEER, "submit", { state: "draft", intake: emptyIntake() })).toMatchObject({ because: "actor" });
  });
});
