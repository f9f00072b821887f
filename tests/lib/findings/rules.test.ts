import { describe, expect, it } from "vitest";
import {
  counts,
  decideRefusal,
  dueOn,
  FINDING_STATES,
  isOpenFinding,
  isRecommended,
  isUnanswered,
  isUnsettled,
  recommendRefusal,
  SETTLES,
  SEVERITIES,
  settleRefusal,
} from "#lib/findings/rules.ts";

describe("findings", () => {
  it("are due by severity, and informational ones never", () => {
    const due = Object.fromEntries(SEVERITIES.map((severity) => [severity, dueOn(severity, "2026-11-25")]));
    expect(due).toEqual({
      critical: "2026-12-02",
      high: "2026-12-25",
      medium: "2027-02-23",
      low: "2027-03-25",
      info: null,
    });
  });

  it("are open until they are verified, accepted or invalid", () => {
    expect(FINDING_STATES.filter(isOpenFinding)).toEqual(["open", "in_progress", "fixed"]);
  });

  it("S11 are unsettled while they are open, and again when their risk is accepted no longer", () => {
    const accepted = { state: "accepted", acceptedUntil: "2026-12-01" } as const;
    expect(["2026-12-01", "2026-12-02"].map((day) => isUnsettled(accepted, day))).toEqual([false, true]);
    expect(isUnsettled({ ...accepted, acceptedUntil: null }, "2026-12-01")).toBe(true);
    for (const state of FINDING_STATES.filter((one) => one !== "accepted"))
      expect(isUnsettled({ state, acceptedUntil: null }, "2026-12-02")).toBe(isOpenFinding(state));
  });

  it("wait for an answer while they are open without one, or opened again after it", () => {
    const [early, late] = [new Date("2026-11-25T09:00:00Z"), new Date("2026-11-26T09:00:00Z")];
    const answered = { state: "open", answer: "Named one", answeredAt: late, settledAt: null } as const;
    expect(isUnanswered({ ...answered, answer: "", answeredAt: null })).toBe(true);
    expect(isUnanswered(answered)).toBe(false);
    expect(isUnanswered({ ...answered, settledAt: early })).toBe(false);
    expect(isUnanswered({ ...answered, answeredAt: early, settledAt: late })).toBe(true);
    expect(isUnanswered({ ...answered, state: "in_progress", answer: "" })).toBe(false);
  });

  it("count in the metrics from medium up", () => {
    expect(SEVERITIES.filter(counts)).toEqual(["critical", "high", "medium"]);
  });

  it("can be verified only once fixed, and opened again from wherever they were settled", () => {
    expect(FINDING_STATES.filter((state) => SETTLES[state].includes("verified"))).toEqual(["fixed"]);
    for (const state of FINDING_STATES) {
      expect([state, SETTLES[state].includes("open")]).toEqual([state, !["open", "in_progress"].includes(state)]);
      expect([state, SETTLES[state].some((to) => to === state)]).toEqual([state, false]);
    }
  });

  it("S07 are settled by anyone who may, but for what takes a second person", () => {
    const [reviewer, second] = [1, 2];
    const raisedBy = (raisedById: number, blocking = true) => ({ blocking, raisedById, fixerIds: [second] });
    const refused = (personId: number, finding: ReturnType<typeof raisedBy>) =>
      FINDING_STATES.filter((to) => settleRefusal(to, finding, { personId, reviewerId: reviewer }) !== null);
    expect(refused(reviewer, raisedBy(second))).toEqual(["invalid"]);
    expect(refused(reviewer, raisedBy(second, false))).toEqual([]);
    expect(refused(reviewer, raisedBy(reviewer))).toEqual([]);
    expect(refused(second, raisedBy(reviewer))).toEqual(["verified"]);
  });

  it("S07 have a risk that waits to be decided on by another, until the day before the one it would be accepted to", () => {
    const [recommender, owner, today] = [1, 2, "2026-11-25"];
    const recommended = { recommendedById: recommender, recommendedUntil: "2026-11-26", decider: null };
    const none = { ...recommended, recommendedById: null, recommendedUntil: null };
    expect(["2026-11-25", "2026-11-26"].map((day) => isRecommended(recommended, day))).toEqual([true, false]);
    expect(decideRefusal(recommended, owner, today)).toBeNull();
    expect(decideRefusal(recommended, recommender, today)).toContain("Someone else must decide");
    expect(decideRefusal(recommended, owner, "2026-11-26")).toContain("No recommendation");
    expect(decideRefusal(none, owner, today)).toContain("No recommendation");
  });

  it("have a risk that its owner decides on where they can, and nobody else", () => {
    const [recommender, owner, manager, today] = [1, 2, 3, "2026-11-25"];
    const decider = { id: owner, name: "Olga Owner" };
    const recommended = { recommendedById: recommender, recommendedUntil: "2026-11-26", decider };
    expect(decideRefusal(recommended, owner, today)).toBeNull();
    expect(decideRefusal(recommended, manager, today)).toContain("Olga Owner owns the risk and decides on it");
    expect(decideRefusal({ ...recommended, decider: null }, manager, today)).toBeNull();
  });

  it("can be recommended while they are open or accepted, by one engineer at a time", () => {
    const [recommender, other, today] = [1, 2, "2026-11-25"];
    const none = { recommendedById: null, recommendedUntil: null };
    const recommended = { state: "open", recommendedById: recommender, recommendedUntil: "2026-11-26" } as const;
    const able = FINDING_STATES.filter((state) => recommendRefusal({ ...none, state }, other, today) === null);
    expect(able).toEqual(["open", "in_progress", "fixed", "accepted"]);
    expect(recommendRefusal(recommended, recommender, today)).toBeNull();
    expect(recommendRefusal(recommended, other, today)).toContain("for the decision.");
    expect(recommendRefusal(recommended, other, "2026-11-26")).toBeNull();
  });
});
