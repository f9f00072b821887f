import { describe, expect, it } from "vitest";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import { gatesToCome, launchObstacles } from "#lib/reviews/rules/launch.ts";
import { OPEN_STATES } from "#lib/reviews/rules/states.ts";

const gate = (parts: Partial<Gate>): Gate => ({
  id: "policy_checks",
  state: "met",
  reason: "Every check of this revision passed.",
  meets: "checks",
  ...parts,
});
const condition = { text: "Rotate the key", when: "before_launch", kept: null, verifiedAt: null };

describe("what stands in the way of a launch", () => {
  it("is nothing where the evidence is what was approved, and gates and conditions are met", () => {
    const verified = { ...condition, verifiedAt: "2026-11-25T10:00:00Z" };
    const later = { ...condition, when: "after_launch" };
    const gates = [gate({}), gate({ state: "waived" }), gate({ state: "not_applicable" })];
    expect(launchObstacles({ gates, decision: { stale: false, conditions: [verified, later] } })).toEqual([]);
    expect(launchObstacles({ gates: [], decision: undefined })).toEqual([]);
  });

  it("is changed evidence, every unmet gate and every open condition before it, in this order", () => {
    const gates = [gate({ state: "unmet", reason: "2 results block." })];
    expect(launchObstacles({ gates, decision: { stale: true, conditions: [condition] } })).toEqual([
      expect.stringContaining("changed since the approval"),
      "2 results block.",
      expect.stringContaining("Rotate the key"),
    ]);
  });

  it("is a condition before it that is said to be kept, until a second person has verified it", () => {
    const whole = { ...condition, text: "The key is rotated." };
    const kept = { ...condition, kept: { at: "2026-11-25T10:00:00Z" } };
    const said = (one: typeof condition | typeof kept) =>
      launchObstacles({ gates: [], decision: { stale: false, conditions: [one] } });
    expect(said(whole)).toEqual(["A condition before launch is not verified yet: The key is rotated."]);
    expect(said(condition)).toEqual(["A condition before launch is not verified yet: Rotate the key."]);
    expect(said(kept)).toEqual([
      "A condition before launch is said to be kept, and waits for a second person to verify it: Rotate the key.",
    ]);
    expect(said({ ...kept, verifiedAt: "2026-11-26T10:00:00Z" } as unknown as typeof kept)).toEqual([]);
  });

  it("is no gate that was settled with the decision", () => {
    const gates = [gate({ id: "endorsement", state: "unmet", meets: "decision" })];
    expect(launchObstacles({ gates, decision: { stale: false, conditions: [] } })).toEqual([]);
  });
});

describe("the gates that something to come rests on", () => {
  const atLaunch = gate({});
  const gates = [atLaunch, gate({ id: "conflicts", state: "unmet", meets: "decision" })];

  it.each(["draft", ...OPEN_STATES] as const)("are all of them while it is %s: a decision is to come", (state) => {
    expect(gatesToCome({ state, launchedSince: false }, gates)).toEqual(gates);
  });

  it("are, once it is approved, those of its launch, and none once it was launched or has ended", () => {
    expect(gatesToCome({ state: "approved", launchedSince: false }, gates)).toEqual([atLaunch]);
    expect(gatesToCome({ state: "approved", launchedSince: true }, gates)).toEqual([]);
    for (const state of ["rejected", "cancelled", "closed"] as const) {
      expect(gatesToCome({ state, launchedSince: false }, gates)).toEqual([]);
    }
  });
});
