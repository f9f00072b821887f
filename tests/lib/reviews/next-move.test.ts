import { describe, expect, it } from "vitest";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { type Gate, policyVerdict } from "#lib/reviews/rules/gates.ts";
import { leadingMove, moveOf } from "#lib/reviews/rules/next-move.ts";
import { NO_TIES } from "#lib/reviews/rules/parts.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import { personActor } from "#tests/support/actors.ts";

const ME = personActor({ personId: 1, roles: ["security_engineer"], guardian: true });
const BUILDER = personActor({ personId: 1, guardian: true });
const gate = (state: Gate["state"]): Gate => ({ id: "findings", state, reason: "", meets: "findings" });
const people = { requesterId: 2, guardianId: 2, reviewerId: 2, riskOwnerId: null };
const review = { state: "in_review", openElsewhereAt: null, askedByGuardian: false, ...people, ...NO_TIES } as const;
const endorsement = (state: Gate["state"]): Gate => ({ id: "endorsement", state, reason: "", meets: "decision" });

describe("the next move", () => {
  it.each([
    ["finish", { state: "draft", requesterId: 1 }, []],
    ["answer", { state: "changes_requested", requesterId: 1 }, []],
    ["answer", { state: "changes_requested", guardianId: 1 }, []],
    ["claim", { state: "submitted", reviewerId: null }, []],
    ["endorse", {}, [gate("unmet"), endorsement("unmet")]],
    ["review", { reviewerId: 1 }, [gate("met"), gate("unmet")]],
    ["decide", { reviewerId: 1 }, [gate("met"), gate("waived"), gate("not_applicable")]],
    ["release", { reviewerId: 1, acts: [{ act: "evidence", personId: 1 }] }, [gate("met")]],
  ] as const)("is to %s for who has it: %j", (move, part, gates) => {
    expect(moveOf(ME, { ...review, ...part }, gates)).toBe(move);
  });

  it.each([
    ["they asked for", { requesterId: 1 }],
    ["their team asks for", { acts: [{ act: "team", personId: 1 }] }],
  ] as const)("is not an engineer's to claim or endorse of what %s", (_, own) => {
    expect(moveOf(ME, { ...review, ...own, state: "submitted", reviewerId: null }, [])).toBeNull();
    expect(moveOf(ME, { ...review, ...own }, [endorsement("unmet")])).toBeNull();
  });

  it("is no endorsement once there is one, nor of who decides, nor of who is no engineer", () => {
    expect(moveOf(ME, review, [endorsement("met")])).toBeNull();
    expect(moveOf(ME, { ...review, reviewerId: 1 }, [endorsement("unmet")])).toBe("review");
    expect(moveOf(BUILDER, review, [endorsement("unmet")])).toBeNull();
  });

  it("is no answer of a guardian who is paused", () => {
    const paused = personActor({ personId: 1, guardian: false });
    expect(moveOf(paused, { ...review, state: "changes_requested", guardianId: 1 }, [])).toBeNull();
  });

  it("is no answer of a guardian to what they asked themselves", () => {
    const asked = { ...review, state: "changes_requested", askedByGuardian: true } as const;
    expect(moveOf(ME, { ...asked, guardianId: 1 }, [])).toBeNull();
    expect(moveOf(ME, { ...asked, requesterId: 1 }, [])).toBe("answer");
  });

  it("is nobody else's, in no state", () => {
    for (const state of REVIEW_STATES) expect(moveOf(BUILDER, { ...review, state }, [])).toBeNull();
    expect(moveOf(BUILDER, { ...review, state: "submitted", reviewerId: null }, [])).toBeNull();
    const elsewhere = { ...review, openElsewhereAt: new Date("2026-11-25T09:00:00Z") };
    expect(moveOf(ME, { ...elsewhere, state: "submitted", reviewerId: null }, [])).toBeNull();
  });
});

describe("the verdict of the policy checks in a word", () => {
  const run = { state: "finished", open: 0, failing: 0, errors: 0, waived: 0, waivedUnknown: 0 } as const;
  type Facts = Parameters<typeof policyVerdict>[0];
  const of = (policies: Facts["policies"], waivers: Facts["waivers"] = []) => {
    const facts = { policies, waivers, today: "2026-11-25", tier: "low", intake: emptyIntake() } as const;
    return policyVerdict(facts as unknown as Facts);
  };

  it("is waived where its gate is, for as long as that holds", () => {
    const waiver = { gate: "policy_checks", expiresOn: "2026-11-25", endedAt: null, givenForOther: null };
    const policies = { documents: 1, found: 1, run: { ...run, open: 3, failing: 2, waived: 1 } };
    expect(of(policies, [waiver])).toEqual({ state: "waived", count: 4 });
    expect(of(policies, [{ ...waiver, expiresOn: "2026-11-24" }])).toEqual({ state: "fail", count: 3 });
    expect(of({ documents: 1, found: 0, run }, [waiver])).toEqual({ state: "nothing_found", count: 0 });
  });

  it("is a pass only where every check was made and nothing blocks", () => {
    expect(of({ documents: 0, found: 0, run: null })).toEqual({ state: "not_run", count: 0 });
    expect(of({ documents: 1, found: 1, run: null })).toEqual({ state: "not_run", count: 0 });
    expect(of({ documents: 1, found: 1, run: { ...run, state: "queued" } })).toEqual({ state: "running", count: 0 });
    expect(of({ documents: 1, found: 1, run: { ...run, state: "error" } })).toEqual({ state: "error", count: 0 });
    expect(of({ documents: 1, found: 1, run: { ...run, open: 3, failing: 2 } })).toEqual({ state: "fail", count: 3 });
    expect(of({ documents: 1, found: 1, run: { ...run, open: 2, errors: 1 } })).toEqual({ state: "error", count: 2 });
    expect(of({ documents: 1, found: 1, run: { ...run, waived: 2, open: 1 } })).toEqual({
      state: "incomplete",
      count: 1,
    });
    expect(of({ documents: 1, found: 1, run: { ...run, waived: 2 } })).toEqual({ state: "waived", count: 2 });
    expect(of({ documents: 1, found: 1, run: { ...run, open: 1 } })).toEqual({ state: "incomplete", count: 1 });
    expect(of({ documents: 1, found: 1, run })).toEqual({ state: "pass", count: 0 });
    expect(of({ documents: 1, found: 0, run })).toEqual({ state: "nothing_found", count: 0 });
  });
});

describe("leadingMove", () => {
  const among =
    (...verbs: string[]) =>
    (verb: string) =>
      verbs.includes(verb);

  it("is the one that decides, before the one that asks; none where nothing leads on", () => {
    const review = { launchedSince: false, move: null };
    expect(leadingMove(review, among("request_changes", "approve", "hold"))).toBe("approve");
    expect(leadingMove(review, among("request_changes", "hold"))).toBe("request_changes");
    expect(leadingMove(review, among("hold", "cancel"))).toBeNull();
  });

  it("is to pass it on, before what else could be done", () => {
    expect(leadingMove({ launchedSince: false, move: "release" }, among("request_changes"))).toBe("release");
  });

  it("is an endorsement only where one is needed", () => {
    expect(leadingMove({ launchedSince: false, move: "endorse" }, among("endorse", "hold"))).toBe("endorse");
    expect(leadingMove({ launchedSince: false, move: null }, among("endorse", "hold"))).toBeNull();
  });

  it("records a launch once", () => {
    const can = among("record_launch", "close");
    expect(leadingMove({ launchedSince: false, move: null }, can)).toBe("record_launch");
    expect(leadingMove({ launchedSince: true, move: null }, can)).toBe("close");
  });
});
