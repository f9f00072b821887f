import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DecisionList } from "#components/reviews/decisions/decision-list.tsx";
import { refused } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { NOW } from "#tests/support/actors.ts";

const NO = refused("state", "Not now.");

const shown = (
  breakGlass: ReviewDetail["breakGlass"],
  decisions: ReviewDetail["decisions"] = [],
  timeZone = "UTC",
  standing: Partial<Pick<ReviewDetail, "state" | "cycle" | "launchedOn">> = {},
) =>
  renderToStaticMarkup(
    createElement(DecisionList, {
      review: {
        id: 7,
        ref: "REV-7",
        sequence: 3,
        state: "approved",
        cycle: 1,
        launchedOn: null,
        breakGlass,
        ...standing,
      },
      decisions,
      now: { at: NOW, timeZone },
      today: "2026-11-25",
      me: 1,
      may: { keep: NO, verify: NO },
      actions: {
        keep: async () => ({ ok: true as const, value: null }),
        verify: async () => ({ ok: true as const, value: null }),
      },
    }),
  )
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

const who = { id: 2, name: "Sue Second" };
const promise = {
  id: 1,
  text: "Rotate the key",
  when: "before_launch",
  dueOn: "2026-12-10",
  owner: { id: 3, name: "Bea Builder" },
  kept: null,
  keeperIds: [],
  mayKeep: false,
  verifiedAt: "2026-11-30T23:30:00.000Z",
  verifiedBy: who,
};
const approval: ReviewDetail["decisions"][number] = {
  id: 1,
  cycle: 1,
  revision: 1,
  outcome: "approved_with_conditions",
  reason: "",
  digest: "0123456789abcdef",
  decidedBy: who,
  decidedAt: "2026-11-20T10:00:00.000Z",
  stale: false,
  onWaivers: 0,
  waiverEndedOn: null,
  conditions: [promise],
};

describe("the decisions of a review that was decided in another tracker", () => {
  it("are none", () => {
    expect(shown([])).toBe("");
  });

  it("say why it was launched by break-glass, and past what", () => {
    const past = ["A pre-launch condition is not verified yet: Rotate the key", "1 blocking finding is open."];
    const launch = { id: 1, launchedOn: "2026-11-20", reason: "The old key was leaked", past };
    const words = shown([{ ...launch, by: { id: 2, name: "Mona Manager" }, at: "2026-11-24T10:00:00.000Z" }]);
    const recorded = "Launched by break-glass on 20 Nov 2026, recorded by Mona Manager on 24 Nov 2026";
    expect(words).toContain(`${recorded}: The old key was leaked`);
    const stood = "A pre-launch condition is not verified yet: Rotate the key. 1 blocking finding is open.";
    expect(words).toContain(`Open blockers: ${stood}`);
  });
});

describe("a decision of a review that was reopened", () => {
  it("says so, and not one that was made since", () => {
    const again = { ...approval, id: 2, cycle: 2, conditions: [] };
    const open = shown([], [{ ...approval, conditions: [] }], "UTC", { state: "in_review", cycle: 2 });
    expect(open).toContain("on r1, before the review was reopened , evidence digest");
    const decided = shown([], [again, { ...approval, conditions: [] }], "UTC", { cycle: 2 });
    expect(decided.match(/before the review was reopened/g)).toHaveLength(1);
    expect(decided).toMatch(/on r1 , evidence digest .* on r1, before the review was reopened/);
  });
});

describe("a condition of a decision", () => {
  it("says, once it is verified, who did so and on which day of the program", () => {
    expect(shown([], [approval])).toContain("Verified by Sue Second, 30 Nov");
    expect(shown([], [approval], "Asia/Tokyo")).toContain("Verified by Sue Second, 1 Dec");
  });

  it("has ended with the decision once the review is open again, but for one after the launch that was", () => {
    const conditions = (["before_launch", "after_launch"] as const).map((when, at) => {
      return { ...promise, id: at + 1, when, verifiedAt: null, verifiedBy: null };
    });
    const again = (launchedOn: string | null) =>
      shown([], [{ ...approval, conditions }], "UTC", { state: "in_review", launchedOn });
    expect(again(null).match(/Ended with the decision/g)).toHaveLength(2);
    expect(again("2026-11-24")).toMatch(
      /Ended with the decision Rotate the key before launch.*Open Rotate the key after/,
    );
  });

  it("says in which year it was due, where that is another one", () => {
    const condition = { ...promise, dueOn: "2025-11-28", verifiedAt: null, verifiedBy: null };
    const words = shown([], [{ ...approval, conditions: [condition] }]);
    expect(words).toContain("Rotate the key before launch, due 28 Nov 2025, Bea Builder");
  });
});

describe("a decision whose waiver has ended", () => {
  const ended = { ...approval, waiverEndedOn: "2026-11-20" };

  it("is to be corrected or reopened, where it stands", () => {
    expect(shown([], [ended])).toContain("blocks again: fix it, or reopen the review.");
    expect(shown([], [ended], "UTC", { state: "in_review", cycle: 2 })).not.toContain("reopen the review.");
  });
});
