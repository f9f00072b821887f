import { describe, expect, it } from "vitest";
import { blocksWords, inTheWay } from "#components/reviews/decisions/gate-blocks.ts";
import type { GateState } from "#lib/reviews/rules/gates.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";

function said(state: ReviewState, gate: GateState, launchedSince = false) {
  const gates = [{ id: "threat_model" as const, state: gate, reason: "", meets: "evidence" as const }];
  const waiver = {
    reason: "The old one holds",
    askedBy: null,
    askReason: null,
    approvedBy: null,
    expiresOn: "2026-12-05",
  };
  const gateWaivers = gate === "waived" ? [{ gate: "threat_model" as const, ...waiver }] : [];
  const way = inTheWay("threat_model", { state, launchedSince, gates, gateWaivers });
  return way && blocksWords(way);
}

describe("what a threat that blocks stands in the way of", () => {
  it("is the approval, and once it is approved the launch", () => {
    expect([said("draft", "unmet"), said("in_review", "unmet")]).toEqual(Array(2).fill("blocks the approval"));
    expect([said("approved", "unmet"), said("approved_with_conditions", "unmet")]).toEqual([
      "blocks the launch",
      "blocks the launch",
    ]);
  });

  it("is nothing for as long as the gate is waived", () => {
    const waived = "waived until 5 Dec 2026";
    expect([said("in_review", "waived"), said("approved", "waived")]).toEqual([waived, waived]);
  });

  it("is not said where the review is over, or was decided elsewhere", () => {
    for (const state of ["rejected", "cancelled", "closed"] as const) expect(said(state, "unmet")).toBeNull();
    expect(said("approved", "waived", true)).toBeNull();
    expect(
      inTheWay("threat_model", { state: "approved", launchedSince: false, gates: [], gateWaivers: [] }),
    ).toBeNull();
  });
});
