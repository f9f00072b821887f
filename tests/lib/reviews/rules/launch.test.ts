import { describe, expect, it } from "vitest";
import { daysSettled, type FindingAct } from "#lib/reviews/rules/days-settled.ts";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import { type FactsThen, gatesToCome, launchObstacles, obstaclesOn } from "#lib/reviews/rules/launch.ts";
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
    expect(launchObstacles({ gates, revision: 1, decision: { stale: false, conditions: [verified, later] } })).toEqual(
      [],
    );
    expect(launchObstacles({ gates: [], revision: 0, decision: undefined })).toEqual([]);
  });

  it("is evidence that was attached where another tracker had decided", () => {
    expect(launchObstacles({ gates: [], revision: 1, decision: undefined })).toEqual([
      "The evidence was attached after another tracker decided, and the review was not reopened.",
    ]);
  });

  it("is changed evidence, every unmet gate and every open condition before it, in this order", () => {
    const gates = [gate({ state: "unmet", reason: "2 blocking results." })];
    expect(launchObstacles({ gates, revision: 1, decision: { stale: true, conditions: [condition] } })).toEqual([
      expect.stringContaining("changed after the approval"),
      "2 blocking results.",
      expect.stringContaining("Rotate the key"),
    ]);
  });

  it("is a condition before it that is said to be kept, until a second person has verified it", () => {
    const whole = { ...condition, text: "The key is rotated." };
    const kept = { ...condition, kept: { at: "2026-11-25T10:00:00Z" } };
    const said = (one: typeof condition | typeof kept) =>
      launchObstacles({ gates: [], revision: 1, decision: { stale: false, conditions: [one] } });
    expect(said(whole)).toEqual(["A pre-launch condition is not verified yet: The key is rotated."]);
    expect(said(condition)).toEqual(["A pre-launch condition is not verified yet: Rotate the key."]);
    expect(said(kept)).toEqual([
      "A pre-launch condition is marked as met and needs a second person to verify it: Rotate the key.",
    ]);
    expect(said({ ...kept, verifiedAt: "2026-11-26T10:00:00Z" } as unknown as typeof kept)).toEqual([]);
  });

  it("is no gate that was settled with the decision", () => {
    const gates = [gate({ id: "endorsement", state: "unmet", meets: "decision" })];
    expect(launchObstacles({ gates, revision: 1, decision: { stale: false, conditions: [] } })).toEqual([]);
  });
});

describe("what a launch on a past day went past", () => {
  const waived = gate({ id: "threat_model", state: "waived", meets: "evidence" });
  const facts = (parts: Partial<FactsThen>): FactsThen => {
    const none = { stale: false, unmet: [], blocked: { policy_checks: 0, findings: 0 }, conditions: [], waivers: [] };
    return { ...none, gates: [waived], ...parts };
  };
  const said = (parts: Partial<FactsThen>) => obstaclesOn("2026-11-27", facts(parts));
  const unheld = "The gate “Threat model” had no valid waiver on that day.";
  const until = (day: string) => [{ gate: "threat_model", from: "2026-11-25", until: day }];

  it("is a gate that was unmet by then and that no waiver held for, and none that came to be unmet later", () => {
    expect(said({ unmet: ["threat_model"], waivers: until("2026-11-26") })).toEqual([unheld]);
    expect(said({ unmet: ["threat_model"], waivers: until("2026-11-27") })).toEqual([]);
    expect(said({ unmet: [] })).toEqual([]);
    const met = { ...waived, state: "met" } as const;
    expect(said({ gates: [met], unmet: ["threat_model"] })).toEqual([]);
  });

  it("is what blocked then by itself, where no waiver of its gate held", () => {
    const gates = [gate({ id: "findings", state: "met", meets: "findings" }), gate({})];
    const blocked = { policy_checks: 2, findings: 1 };
    const both = ["1 blocking finding was open on that day.", "2 results blocked on that day."];
    expect(said({ gates, blocked })).toEqual(both);
    const waivers = [{ gate: "findings", from: "2026-11-20", until: "2026-11-30" }];
    expect(said({ gates, blocked, waivers })).toEqual([both[1]]);
    expect(said({ gates: gates.map((one) => ({ ...one, state: "unmet" }) as const), blocked })).toEqual([]);
  });
});

describe("the days on which a finding stood in nobody's way", () => {
  type Act = Omit<FindingAct, "at">;
  const acted = (act: Act) => ({ ...act, at: new Date(`${act.on}T09:00:00Z`) });
  const openAt = (acts: readonly Act[], acceptedUntil: string | null) =>
    daysSettled(acts.map(acted), acceptedUntil).map((days) => days.openAt?.toISOString() ?? null);
  const settled = (acts: readonly Act[], acceptedUntil: string | null) =>
    daysSettled(acts.map(acted), acceptedUntil).map(({ from, until }) => ({ from, until }));

  it("are those from when it was settled until it was open again", () => {
    const fixed = { on: "2026-11-26", state: "verified" } as const;
    expect(settled([], null)).toEqual([]);
    expect(settled([fixed], null)).toEqual([{ from: "2026-11-26", until: null }]);
    expect(settled([fixed, { on: "2026-11-28", state: "open" }], null)).toEqual([
      { from: "2026-11-26", until: "2026-11-28" },
    ]);
  });

  it("are of an accepted risk those up to the day that was recommended, or to when it was accepted again", () => {
    const risk = (on: string, endsOn: string) => [{ on, endsOn }, { on, state: "accepted" } as const];
    const [first, second] = [risk("2026-11-26", "2026-11-27"), risk("2026-11-27", "2026-12-10")];
    const recommended = { on: "2026-11-26", endsOn: "2026-12-31" };
    expect(settled([...first, recommended], "2026-11-27")).toEqual([{ from: "2026-11-26", until: "2026-11-27" }]);
    expect(settled([...first, ...second], "2026-12-10")).toEqual([
      { from: "2026-11-26", until: "2026-11-27" },
      { from: "2026-11-27", until: "2026-12-10" },
    ]);
  });

  it("are of a risk that was accepted without a recommendation those that the finding still says, else its own day", () => {
    const accepted = { on: "2026-11-26", state: "accepted" } as const;
    const opened = { on: "2026-12-05", state: "open" } as const;
    const recommended = { on: "2026-12-05", endsOn: "2026-12-31" };
    const anew = { ...accepted, on: "2026-12-05" };
    expect(settled([accepted], "2026-11-30")).toEqual([{ from: "2026-11-26", until: "2026-11-30" }]);
    expect(settled([accepted, recommended], "2026-11-30")).toEqual([{ from: "2026-11-26", until: "2026-11-30" }]);
    expect(settled([accepted, opened], null)).toEqual([{ from: "2026-11-26", until: "2026-11-26" }]);
    expect(settled([accepted, recommended, anew], "2026-12-31")).toEqual([
      { from: "2026-11-26", until: "2026-11-26" },
      { from: "2026-12-05", until: "2026-12-31" },
    ]);
  });

  it("end when it is open again, or with the last day of its risk where that was over before", () => {
    const [fixed, opened] = [
      { on: "2026-11-26", state: "verified" } as const,
      { on: "2026-11-28", state: "open" } as const,
    ];
    expect(openAt([fixed], null)).toEqual([null]);
    expect(openAt([fixed, opened, opened], null)).toEqual(["2026-11-28T09:00:00.000Z"]);
    const risk = (endsOn: string) => [{ on: "2026-11-26", endsOn }, { on: "2026-11-26", state: "accepted" } as const];
    expect(openAt(risk("2026-11-27"), "2026-11-27")).toEqual([null]);
    expect(openAt([...risk("2026-11-27"), opened], null)).toEqual([null]);
    expect(openAt([...risk("2026-11-28"), opened], null)).toEqual(["2026-11-28T09:00:00.000Z"]);
    expect(openAt([{ on: "2026-11-26", state: "accepted" }, opened], null)).toEqual(["2026-11-28T09:00:00.000Z"]);
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
