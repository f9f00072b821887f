import { describe, expect, it } from "vitest";
import type { Gated } from "#components/reviews/decisions/gate-blocks.ts";
import {
  blockingWords,
  findingLook,
  nextOf,
  settledWords,
  standsInTheWay,
} from "#components/reviews/findings/finding-words.ts";
import type { GateState } from "#lib/reviews/rules/gates.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";

const me = { id: 1, name: "Me" };
const other = { id: 2, name: "Other" };
const FINDING = {
  state: "open",
  acceptedUntil: null,
  blocking: true,
  owner: other,
  ownerHasLeft: false,
  raisedBy: other,
  fixerIds: [],
  mayAnswer: true,
  recommended: null,
} as const;
const engineer = { personId: me.id, reviewerId: null, maySettle: true, mayDecide: false };
const builder = { ...engineer, maySettle: false };
const riskOwner = { ...builder, mayDecide: true };
const [LAST, AFTER] = ["2026-12-01", "2026-12-02"];
const recommendedBy = (by: typeof me) => ({
  ...{ by, at: "2026-11-25T09:00:00Z", until: "2026-12-20", reason: "Watched" },
  decider: null,
});
const gated = (state: ReviewState, gate: GateState = "unmet", launchedSince = false): Gated => ({
  ...{ state, launchedSince },
  gates: [{ id: "findings", state: gate, reason: "", meets: "findings" }],
  gateWaivers:
    gate === "waived"
      ? [{ gate: "findings", reason: "", askedBy: null, askReason: null, approvedBy: null, expiresOn: "2026-12-05" }]
      : [],
});
const ACCEPTED = { ...FINDING, state: "accepted", acceptedUntil: LAST } as const;

describe("a finding in the list of a review", () => {
  it("is settled up to the last day of its accepted risk, and blocks again after it, as the gate says", () => {
    expect(findingLook(ACCEPTED, LAST)).toEqual({ value: "waived", label: "Accepted", quiet: true });
    expect(findingLook(ACCEPTED, AFTER)).toEqual({ value: "unmet", label: "Expired", quiet: false });
    const said = [LAST, AFTER].map((day) => blockingWords(ACCEPTED, gated("in_review"), day));
    expect(said).toEqual([", was blocking", ", blocks"]);
    expect(blockingWords({ ...ACCEPTED, blocking: false }, gated("in_review"), AFTER)).toBe("");
    expect(nextOf(ACCEPTED, engineer, LAST)).toEqual({ words: "–", mine: false });
    expect(nextOf(ACCEPTED, engineer, AFTER)).toEqual({ words: "Resolve", mine: true });
    expect(nextOf(ACCEPTED, builder, AFTER)).toEqual({ words: "Engineer", mine: false });
  });

  it("says of an answer that came since nothing that anyone who opened it again has not said", () => {
    expect((["open", "in_progress", "fixed"] as const).map((state) => settledWords({ state }))).toEqual(
      Array(3).fill("Opened again"),
    );
    expect((["verified", "accepted", "invalid"] as const).map((state) => settledWords({ state }))).toEqual([
      "Verified",
      "Accepted",
      "Invalid",
    ]);
  });

  it.each([
    ["answer what they own", { owner: me }, engineer, "Answer"],
    [
      "ask about, as its reviewer, where its owner has left",
      { ownerHasLeft: true },
      { ...engineer, reviewerId: me.id },
      "Ask",
    ],
    ["answer what they may, where they settle nothing", {}, builder, "Answer"],
    ["verify what another fixed", { state: "fixed", fixerIds: [other.id] }, engineer, "Verify"],
    ["decide on, where its risk is recommended", { recommended: recommendedBy(other) }, riskOwner, "Decide"],
    ["decide on for longer", { ...ACCEPTED, recommended: recommendedBy(other) }, riskOwner, "Decide"],
    ["answer, whatever is recommended", { owner: me, recommended: recommendedBy(other) }, engineer, "Answer"],
  ] as const)("is the reader's to %s", (_, parts, reader, words) => {
    expect(nextOf({ ...FINDING, ...parts }, reader, LAST)).toEqual({ words, mine: true });
  });

  it.each([
    ["its owner left behind", { ownerHasLeft: true }, { ...engineer, reviewerId: other.id }, "Reviewer’s move"],
    ["nobody owns", { owner: null }, { ...engineer, reviewerId: other.id }, "Reviewer’s move"],
    ["nobody owns, and nobody reviews", { owner: null }, engineer, "Program manager’s move"],
    ["they own and may not answer", { owner: me, mayAnswer: false }, engineer, "Owner’s move"],
    ["is its owner's, for an engineer", {}, engineer, "Owner’s move"],
    ["they fixed themselves", { state: "fixed", fixerIds: [me.id] }, engineer, "Engineer"],
    ["is fixed, for who settles nothing", { state: "fixed", fixerIds: [other.id] }, builder, "Engineer"],
    ["Resolve the waiver or accepted risk on", { state: "verified" }, engineer, "–"],
    [
      "they recommend themselves, and nobody owns",
      { recommended: recommendedBy(me), mayAnswer: false },
      riskOwner,
      "Program manager’s move",
    ],
    ["nobody owns the risk of", { recommended: recommendedBy(other) }, engineer, "Program manager’s move"],
    [
      "waits for who owns its risk",
      { recommended: { ...recommendedBy(other), decider: other } },
      engineer,
      "Risk owner’s move",
    ],
    [
      "waits for who owns its risk, for a program manager too",
      { recommended: { ...recommendedBy(other), decider: other }, mayAnswer: false },
      riskOwner,
      "Risk owner’s move",
    ],
  ] as const)("is not the reader's of what %s", (_, parts, reader, words) => {
    expect(nextOf({ ...FINDING, ...parts }, reader, LAST)).toEqual({ words, mine: false });
  });
});

describe("what a finding that blocks stands in the way of", () => {
  const said = (review: Gated, finding: Parameters<typeof standsInTheWay>[0] = FINDING) => [
    standsInTheWay(finding, review, LAST),
    blockingWords(finding, review, LAST),
  ];

  it("is the approval, after that the launch, and then nothing any more", () => {
    for (const state of ["in_review", "on_hold"] as const)
      expect(said(gated(state))).toEqual(["blocks the approval", ", blocks"]);
    expect(said(gated("approved"))).toEqual(["blocks the launch", ", blocks"]);
    const over = ["was raised as blocking", ", was blocking"];
    expect(said(gated("approved", "unmet", true))).toEqual(over);
    for (const state of ["rejected", "closed"] as const) expect(said(gated(state))).toEqual(over);
    expect(said(gated("in_review"), { ...FINDING, state: "verified" })).toEqual(over);
    expect(said(gated("in_review"), { ...FINDING, blocking: false })).toEqual(["does not block", ""]);
  });

  it("is nothing for as long as the gate is waived", () => {
    expect(said(gated("approved", "waived"))).toEqual(["is waived until 5 Dec 2026", ", waived"]);
  });
});
