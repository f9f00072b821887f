import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DecisionList } from "#components/reviews/decision-list.tsx";
import { refused } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { NOW } from "#tests/support/actors.ts";

const NO = refused("state", "Not now.");

const shown = (breakGlass: ReviewDetail["breakGlass"]) =>
  renderToStaticMarkup(
    createElement(DecisionList, {
      review: { id: 7, sequence: 3, state: "approved", breakGlass },
      decisions: [],
      now: { at: NOW, timeZone: "UTC" },
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

describe("the decisions of a review that was decided in another tracker", () => {
  it("are none", () => {
    expect(shown([])).toBe("");
  });

  it("say why it was launched by break-glass, and past what", () => {
    const past = ["1 blocking finding is open."];
    const launch = { id: 1, launchedOn: "2026-11-20", reason: "The old key was leaked", past };
    const words = shown([{ ...launch, by: { id: 2, name: "Mona Manager" } }]);
    expect(words).toContain("Launched by break-glass by Mona Manager on 20 Nov 2026: The old key was leaked");
    expect(words).toContain("It stood in the way: 1 blocking finding is open.");
  });
});
