import { describe, expect, it } from "vitest";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import { launchObstacles } from "#lib/reviews/rules/launch.ts";

const gate = (parts: Partial<Gate>): Gate => ({
  id: "policy_checks",
  state: "met",
  reason: "Every check of this revision passed.",
  meets: "checks",
  ...parts,
});
const condition = { text: "Rotate the key", when: "before_launch", verifiedAt: null };

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

  it("is no gate that was settled with the decision", () => {
    const gates = [gate({ id: "endorsement", state: "unmet", meets: "decision" })];
    expect(launchObstacles({ gates, decision: { stale: false, conditions: [] } })).toEqual([]);
  });
});
