import { describe, expect, it } from "vitest";
import { type Gate, policyVerdict } from "#lib/reviews/rules/gates.ts";
import { leadingMove, moveOf } from "#lib/reviews/rules/next-move.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";

const ME = { personId: 1, engineer: true, teamIds: [7] };
const me = { id: 1 };
const other = { id: 2 };
const gate = (state: Gate["state"]): Gate => ({ id: "findings", state, reason: "", meets: "findings" });
const people = { requester: other, guardian: other, reviewer: other };
const review = { state: "in_review", openElsewhereAt: null, team: { id: 8 }, ...people, gates: [] } as const;
const endorsement = (state: Gate["state"]): Gate => ({ id: "endorsement", state, reason: "", meets: "decision" });

describe("the next move", () => {
  it.each([
    ["finish", { state: "draft", requester: me }],
    ["answer", { state: "changes_requested", requester: me }],
    ["answer", { state: "changes_requested", guardian: me }],
    ["claim", { state: "submitted", reviewer: null }],
    ["endorse", { gates: [gate("unmet"), endorsement("unmet")] }],
    ["review", { reviewer: me, gates: [gate("met"), gate("unmet")] }],
    ["decide", { reviewer: me, gates: [gate("met"), gate("waived"), gate("not_applicable")] }],
  ] as const)("is to %s for who has it: %j", (move, part) => {
    expect(moveOf({ ...review, ...part }, ME)).toBe(move);
  });

  it.each([
    ["they asked for", { requester: me }],
    ["their team asks for", { team: { id: 7 } }],
  ] as const)("is not an engineer's to claim or endorse of what %s", (_, own) => {
    expect(moveOf({ ...review, ...own, state: "submitted", reviewer: null }, ME)).toBeNull();
    expect(moveOf({ ...review, ...own, gates: [endorsement("unmet")] }, ME)).toBeNull();
  });

  it("is no endorsement once there is one, nor of who decides, nor of who is no engineer", () => {
    expect(moveOf({ ...review, gates: [endorsement("met")] }, ME)).toBeNull();
    expect(moveOf({ ...review, reviewer: me, gates: [endorsement("unmet")] }, ME)).toBe("review");
    expect(moveOf({ ...review, gates: [endorsement("unmet")] }, { ...ME, engineer: false })).toBeNull();
  });

  it("is nobody else's, in no state", () => {
    for (const state of REVIEW_STATES) expect(moveOf({ ...review, state }, ME)).toBeNull();
    expect(moveOf({ ...review, state: "submitted", reviewer: null }, { ...ME, engineer: false })).toBeNull();
    const elsewhere = { ...review, openElsewhereAt: "2026-11-25T09:00:00.000Z" };
    expect(moveOf({ ...elsewhere, state: "submitted", reviewer: null }, ME)).toBeNull();
  });
});

describe("the verdict of the policy checks in a word", () => {
  const run = { state: "finished", blocking: 0, incomplete: 0, waived: 0 } as const;
  const of = (policies: Parameters<typeof policyVerdict>[0]["policies"]) =>
    policyVerdict({ policies } as Parameters<typeof policyVerdict>[0]);

  it("is a pass only where every check was made and nothing blocks", () => {
    expect(of({ documents: 0, run: null })).toEqual({ state: "not_run", count: 0 });
    expect(of({ documents: 1, run: null })).toEqual({ state: "not_run", count: 0 });
    expect(of({ documents: 1, run: { ...run, state: "queued" } })).toEqual({ state: "running", count: 0 });
    expect(of({ documents: 1, run: { ...run, state: "error" } })).toEqual({ state: "error", count: 0 });
    expect(of({ documents: 1, run: { ...run, blocking: 2, incomplete: 1 } })).toEqual({ state: "fail", count: 2 });
    expect(of({ documents: 1, run: { ...run, incomplete: 1 } })).toEqual({ state: "incomplete", count: 1 });
    expect(of({ documents: 1, run })).toEqual({ state: "pass", count: 0 });
  });
});

describe("leadingMove", () => {
  const among =
    (...verbs: string[]) =>
    (verb: string) =>
      verbs.includes(verb);

  it("is the one that decides, before the one that asks; none where nothing leads on", () => {
    const review = { launchedOn: null };
    expect(leadingMove(review, among("request_changes", "approve", "hold"))).toBe("approve");
    expect(leadingMove(review, among("request_changes", "hold"))).toBe("request_changes");
    expect(leadingMove(review, among("hold", "cancel"))).toBeNull();
  });

  it("records a launch once", () => {
    const can = among("record_launch", "close");
    expect(leadingMove({ launchedOn: null }, can)).toBe("record_launch");
    expect(leadingMove({ launchedOn: "2026-11-20" }, can)).toBe("close");
  });
});
