import { describe, expect, it } from "vitest";
import { movePermission } from "#components/reviews/move-permission.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { emptyIntake } from "#lib/reviews/rules/intake.ts";
import { REVIEW_VERBS } from "#lib/reviews/rules/verbs.ts";

const DRAFT = {
  may: Object.fromEntries(REVIEW_VERBS.map((verb) => [verb, { allowed: true }])) as ReviewDetail["may"],
  gates: [],
  endorsed: false,
  decisions: [],
  waiverAsks: [],
  heldGates: [],
  feedbackOwed: false,
  findingsOwed: { unanswered: 0, unsettled: 0 },
  state: "draft" as const,
  tier: "low" as const,
};
const READER = { personId: 1, lowering: { allowed: true as const } };

describe("submitting a draft", () => {
  it("is not offered while the intake lacks answers, and says how many", () => {
    expect(movePermission({ ...DRAFT, intake: emptyIntake() }, "submit", READER)).toEqual({
      allowed: false,
      because: "state",
      reason: "10 answers are missing: finish the intake first.",
    });
  });

  it("is offered once each question is answered", () => {
    const { answers, ...intake } = emptyIntake();
    const no = { ...answers };
    for (const question of Object.keys(no) as (keyof typeof no)[]) no[question] = false;
    const finished = { ...intake, answers: no, dataClass: "public" as const, dataHandling: "stored" as const };
    expect(movePermission({ ...DRAFT, intake: finished }, "submit", READER)).toEqual({ allowed: true });
  });
});
