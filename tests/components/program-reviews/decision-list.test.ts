import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DecisionList } from "#components/program-reviews/decision-list.tsx";
import type { Decision } from "#lib/program-reviews/output.ts";
import { NOW } from "#tests/support/actors.ts";

const PLAIN: Decision = {
  id: 7,
  text: "It goes on",
  goal: null,
  owner: null,
  dueOn: null,
  state: null,
  settledBy: null,
  settledAt: null,
  settleReason: null,
};
const OWNED: Decision = { ...PLAIN, owner: { id: 1, name: "Gus Guardian" }, dueOn: "2026-12-10", state: "open" };
const SETTLED = { settledBy: { id: 2, name: "Mia Manager" }, settledAt: NOW.toISOString() };

const shown = (decisions: Decision[]) =>
  renderToStaticMarkup(
    createElement(DecisionList, {
      decisions,
      now: { at: NOW, timeZone: "UTC" },
      today: "2026-11-25",
      actsOf: () => null,
    }),
  )
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

describe("the decisions of a program review", () => {
  it("say who follows them up, until when, and what they changed", () => {
    expect(shown([])).toBe("No decisions yet.");
    expect(shown([PLAIN])).toBe("It goes on No owner");
    expect(shown([{ ...OWNED, goal: { id: 3, outcome: "Nobody waits", metric: "M1" } }])).toBe(
      "It goes on Gus Guardian · changed the goal “Nobody waits” (M1) Due 10 Dec 2026",
    );
    expect(shown([{ ...OWNED, dueOn: "2026-11-24" }])).toContain("Was due 24 Nov 2026");
    expect(shown([{ ...OWNED, dueOn: "2026-11-25" }])).toContain("Due 25 Nov 2026");
  });

  it("say how a follow-up ended, who said so and why it was dropped", () => {
    const done = shown([{ ...OWNED, ...SETTLED, state: "done" }]);
    expect(done).toContain("Gus Guardian · was due 10 Dec 2026");
    expect(done).toContain("Done, says Mia Manager");
    const dropped = shown([{ ...OWNED, ...SETTLED, state: "dropped", settleReason: "Both have one" }]);
    expect(dropped).toContain("Dropped, says Mia Manager");
    expect(dropped).toContain(": Both have one");
  });

  it("can be linked to one by one", () => {
    const markup = renderToStaticMarkup(
      createElement(DecisionList, {
        decisions: [PLAIN],
        now: { at: NOW, timeZone: "UTC" },
        today: "2026-11-25",
        actsOf: () => "acts",
      }),
    );
    expect(markup).toContain('id="decision-7"');
    expect(markup).toContain("acts");
  });
});
