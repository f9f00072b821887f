import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Lifecycle } from "#components/guardians/lifecycle.tsx";
import type { Lifecycle as Guardianship } from "#lib/guardians/output.ts";
import type { GuardianState } from "#lib/guardians/rules.ts";
import { NOW } from "#tests/support/actors.ts";

/** A time as a guardian that went through these states, as a page. */
function shown(states: readonly GuardianState[]): string {
  const moves = states.map((to, index) => ({ from: states[index - 1] ?? null, to, at: NOW, by: null, reason: null }));
  const time: Guardianship = {
    id: 1,
    state: states.at(-1) ?? "nominated",
    team: { id: 1, name: "Ledger" },
    rationale: null,
    hoursPerMonth: null,
    successor: null,
    leavingReason: null,
    moves,
  };
  return renderToStaticMarkup(createElement(Lifecycle, { lifecycles: [time], now: { at: NOW, timeZone: "UTC" } }));
}

describe("the times of a person as a guardian", () => {
  it.each([
    [["nominated", "alumni"]],
    [["nominated", "consented", "alumni"]],
    [["nominated", "consented", "training", "alumni"]],
  ] as const)("say of %j that the nomination ended, in the head and among the moves", (states) => {
    const html = shown(states);
    expect(html.match(/Nomination ended/g)).toHaveLength(2);
    expect(html).not.toContain("Alumni");
  });

  it("fold their history, which is no list of moves to make", () => {
    expect(shown(["nominated"])).toContain("History, 1 change<");
    expect(shown(["nominated", "consented"])).toContain("History, 2 changes<");
  });

  it.each([
    [["nominated", "consented", "training", "active", "alumni"]],
    [["nominated", "consented", "training", "active", "paused", "alumni"]],
  ] as const)("say of %j that they are alumni", (states) => {
    const html = shown(states);
    expect(html.match(/Alumni/g)).toHaveLength(2);
    expect(html).not.toContain("Nomination ended");
  });
});
