import { describe, expect, it } from "vitest";
import type { RiskQuestion } from "#lib/intake/rules/intake.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import {
  confirmObstacle,
  GATES,
  type GateFacts,
  type GateId,
  gatesOf,
  unmetGates,
  WAIVABLE_GATES,
} from "#lib/reviews/rules/gates.ts";
import { answered } from "#tests/support/reviews.ts";

const MODEL = { versionSeq: 3, threats: 2, blocking: {}, outdated: [] };
const RUN = { state: "finished", open: 0, failing: 0, errors: 0, waived: 0, waivedUnknown: 0 } as const;
const CLEAR = { claimed: true, stated: "", dependence: null };

function facts(parts: Partial<GateFacts> = {}): GateFacts {
  return {
    tier: "low",
    intake: answered(),
    today: "2026-11-25",
    decidedElsewhere: false,
    threatModel: null,
    policies: { documents: 0, found: 0, run: null },
    openBlockingFindings: 0,
    conflict: CLEAR,
    endorsements: 0,
    noPoliciesConfirmed: false,
    waivers: [],
    ...parts,
  };
}

function gate(id: GateId, parts: Partial<GateFacts>) {
  const found = gatesOf(facts(parts)).find((one) => one.id === id);
  if (!found) throw new Error(`Unknown gate ${id}`);
  return found;
}
const state = (id: GateId, parts: Partial<GateFacts>) => gate(id, parts).state;

describe("the gates", () => {
  it("are always the same ones in the same order, each with a reason", () => {
    for (const tier of TIERS) {
      const gates = gatesOf(facts({ tier }));
      expect(gates.map(({ id }) => id)).toEqual([...GATES]);
      for (const { reason } of gates) expect(reason).toMatch(/^\S.*\.$/s);
    }
  });

  it("let a low-risk change pass with nothing but an independent reviewer", () => {
    expect(unmetGates(gatesOf(facts()))).toEqual([]);
  });
});

describe("threat model", () => {
  it("is not applicable only in the low tier without data or exposure", () => {
    expect(state("threat_model", {})).toBe("not_applicable");
    const exposed: RiskQuestion[] = ["internetFacing", "sensitiveData"];
    for (const question of exposed) expect(state("threat_model", { intake: answered([question]) })).toBe("unmet");
    for (const dataClass of ["confidential", "restricted"] as const) {
      expect(state("threat_model", { intake: answered([], { dataClass }) })).toBe("unmet");
    }
    expect(state("threat_model", { tier: "medium" })).toBe("unmet");
    expect(state("threat_model", { tier: "high" })).toBe("unmet");
  });

  it("is met by a version in which nothing blocks", () => {
    for (const tier of TIERS) expect(state("threat_model", { tier, threatModel: MODEL })).toBe("met");
  });

  it("is unmet by a version without a threat", () => {
    const empty = { ...MODEL, threats: 0 };
    expect(gate("threat_model", { tier: "medium", threatModel: empty })).toMatchObject({
      state: "unmet",
      reason: "Version 3 contains no threats.",
    });
  });

  it("is unmet while a threat blocks, even where none was needed", () => {
    const blocked = { threatModel: { ...MODEL, blocking: { Q01: 2, Q02: 5 } } };
    expect(gate("threat_model", blocked)).toMatchObject({
      state: "unmet",
      reason:
        "Version 3 has blocking threats: 2 × Q01, threat without a documented mitigation; 5 × Q02, closed without a documented mitigation.",
    });
    expect(state("threat_model", { threatModel: { ...MODEL, blocking: { Q02: 1 } } })).toBe("unmet");
    expect(state("threat_model", { ...blocked, tier: "high" })).toBe("unmet");
  });

  it("is unmet by a version that is no longer of the system as it is, and says why", () => {
    const outdated = ["It was imported on 3 March 2025, more than 365 days ago."];
    expect(gate("threat_model", { threatModel: { ...MODEL, outdated } })).toMatchObject({
      state: "unmet",
      reason: "Version 3 blocks: Q16, out of date. It was imported on 3 March 2025, more than 365 days ago.",
    });
    const both = { ...MODEL, outdated, blocking: { Q15: 1 } };
    expect(gate("threat_model", { threatModel: both }).reason).toMatch(
      / It also has blocking threats: 1 × Q15, decided without a reason, an owner or an expiry date\.$/,
    );
  });
});

describe("policy checks", () => {
  const changed = answered(["iamPolicies"]);

  it("is not applicable where no policy changes and nothing is attached", () => {
    for (const tier of ["low", "medium"] as const) expect(state("policy_checks", { tier })).toBe("not_applicable");
  });

  it("is unmet where policies change and nothing is attached", () => {
    for (const tier of TIERS) expect(state("policy_checks", { tier, intake: changed })).toBe("unmet");
  });

  it.each([
    ["before the submit", null, "unmet"],
    ["while queued", { ...RUN, state: "queued" }, "unmet"],
    ["while running", { ...RUN, state: "running" }, "unmet"],
    ["when blocking", { ...RUN, open: 1, failing: 1 }, "unmet"],
    ["when passed", RUN, "met"],
  ] as const)("%s: %s → %s", (_, run, expected) => {
    expect(state("policy_checks", { policies: { documents: 1, found: 1, run } })).toBe(expected);
    expect(state("policy_checks", { intake: changed, policies: { documents: 1, found: 1, run } })).toBe(expected);
  });

  it("waits on the high tier for an engineer's word that no policy changes, whatever else is attached", () => {
    for (const policies of [
      { documents: 0, found: 0, run: null },
      { documents: 1, found: 0, run: RUN },
    ]) {
      const high = { tier: "high", policies } as const;
      expect(gate("policy_checks", high)).toMatchObject({
        state: "unmet",
        reason: "The requester says that IAM policies do not change. On the high tier, an engineer must confirm this.",
      });
      expect(confirmObstacle(gatesOf(facts(high)))).toBeNull();
      const confirmed = { ...high, noPoliciesConfirmed: true };
      expect(state("policy_checks", confirmed)).toBe("not_applicable");
      expect(confirmObstacle(gatesOf(facts(confirmed)))).not.toBeNull();
      expect(state("policy_checks", { ...confirmed, intake: changed })).toBe("unmet");
      for (const tier of ["low", "medium"] as const)
        expect(state("policy_checks", { tier, policies })).toBe("not_applicable");
    }
    expect(state("policy_checks", { tier: "high", policies: { documents: 1, found: 1, run: RUN } })).toBe("met");
  });

  it("is not met by what holds no policy, where the intake says that policies change", () => {
    const policies = { documents: 1, found: 0, run: RUN };
    expect(gate("policy_checks", { tier: "medium", intake: changed, policies })).toMatchObject({
      state: "unmet",
      reason: "The intake says that IAM policies change, but the attached documents contain no policy.",
    });
    expect(state("policy_checks", { policies })).toBe("not_applicable");
    expect(state("policy_checks", { policies: { ...policies, run: { ...RUN, open: 1 } } })).toBe("unmet");
  });

  it.each([
    [1, 0, "Every check of this revision ran. The 1 result that did not pass is waived."],
    [2, 0, "Every check of this revision ran. The 2 results that did not pass are waived."],
    [1, 1, "1 result that could not be evaluated is waived."],
    [2, 2, "2 results that could not be evaluated are waived."],
    [3, 1, "3 results that did not pass are waived, of which 1 could not be evaluated."],
  ])("says that it is met on %i waived, %i of them not evaluated", (waived, waivedUnknown, reason) => {
    const policies = { documents: 1, found: 1, run: { ...RUN, waived, waivedUnknown } };
    expect(gate("policy_checks", { policies })).toMatchObject({ state: "met", reason });
  });

  it.each([
    [{ open: 1, failing: 1 }, "1 blocking result."],
    [{ open: 2, failing: 2 }, "2 blocking results."],
    [{ open: 3, failing: 1, errors: 1 }, "3 blocking results, of which 2 could not be evaluated."],
    [{ open: 2, errors: 1 }, "2 could not be evaluated, which does not count as a pass."],
  ])("counts all that stands in the way: %j", (open, reason) => {
    const policies = { documents: 1, found: 1, run: { ...RUN, ...open } };
    expect(gate("policy_checks", { policies })).toMatchObject({ state: "unmet", reason });
  });

  it("S10 incomplete and error never satisfy it", () => {
    const incomplete = { documents: 1, found: 1, run: { ...RUN, open: 1 } };
    const error = { documents: 1, found: 1, run: { ...RUN, state: "error" as const } };
    for (const tier of TIERS) {
      expect(state("policy_checks", { tier, policies: incomplete })).toBe("unmet");
      expect(state("policy_checks", { tier, policies: error })).toBe("unmet");
    }
  });
});

describe("findings", () => {
  it("is met while no blocking one is open", () => {
    expect(state("findings", {})).toBe("met");
    expect(gate("findings", { openBlockingFindings: 1 })).toMatchObject({ state: "unmet", meets: "findings" });
    expect(gate("findings", { openBlockingFindings: 3 }).reason).toContain("3");
  });
});

describe("conflicts", () => {
  it("is met by a reviewer who stated none and is independent", () => {
    expect(state("conflicts", {})).toBe("met");
    expect(state("conflicts", { conflict: { ...CLEAR, claimed: false } })).toBe("unmet");
    expect(state("conflicts", { conflict: { ...CLEAR, stated: "My brother wrote it" } })).toBe("unmet");
    const dependence = "you requested this review";
    expect(gate("conflicts", { conflict: { ...CLEAR, dependence } })).toMatchObject({ state: "unmet" });
  });

  it("does not repeat what the reviewer stated", () => {
    expect(gate("conflicts", { conflict: { ...CLEAR, stated: "My brother wrote it" } }).reason).not.toContain(
      "brother",
    );
  });
});

describe("endorsement", () => {
  it("is asked of the high tier only", () => {
    expect(state("endorsement", { tier: "low" })).toBe("not_applicable");
    expect(state("endorsement", { tier: "medium" })).toBe("not_applicable");
    expect(state("endorsement", { tier: "high" })).toBe("unmet");
    expect(state("endorsement", { tier: "high", endorsements: 1 })).toBe("met");
  });
});

describe("waivers", () => {
  const unmet: Record<GateId, Partial<GateFacts>> = {
    threat_model: { tier: "medium" },
    policy_checks: { policies: { documents: 1, found: 1, run: { ...RUN, open: 1, failing: 1 } } },
    findings: { openBlockingFindings: 1 },
    conflicts: { conflict: { ...CLEAR, stated: "I wrote half of it" } },
    endorsement: { tier: "high" },
  };
  const waiver = (gate: GateId) => ({ gate, givenForOther: null, expiresOn: "2026-11-30", endedAt: null });

  it.each(WAIVABLE_GATES)("S11 pass %s until their last day, after which it blocks again", (id) => {
    const waivers = [waiver(id)];
    const on = (today: string) => state(id, { ...unmet[id], waivers, today });
    expect(state(id, unmet[id])).toBe("unmet");
    expect(on("2026-11-25")).toBe("waived");
    expect(on("2026-11-30")).toBe("waived");
    expect(on("2026-12-01")).toBe("unmet");
  });

  it.each(WAIVABLE_GATES)("S11 do not pass %s once they were ended, unless another one holds", (id) => {
    const ended = { ...waiver(id), endedAt: "2026-11-25T08:00:00Z" };
    expect(state(id, { ...unmet[id], waivers: [ended] })).toBe("unmet");
    const renewed = { ...ended, endedAt: null };
    expect(state(id, { ...unmet[id], waivers: [ended, renewed] })).toBe("waived");
  });

  it("S11 do not pass a gate that is to be met with other evidence by now, and say so as long as they hold", () => {
    const given = { ...waiver("threat_model"), givenForOther: 2 };
    const said = (...waivers: GateFacts["waivers"]) => gate("threat_model", { tier: "medium", waivers });
    const reason = "No threat model is attached. The waiver for revision 2 does not cover this evidence.";
    expect(said(given)).toMatchObject({ state: "unmet", reason });
    expect(said({ ...given, endedAt: "2026-11-25T08:00:00Z" }).reason).toBe("No threat model is attached.");
    expect(said({ ...given, expiresOn: "2026-11-24" }).reason).toBe("No threat model is attached.");
    expect(said({ ...waiver("threat_model"), expiresOn: "2026-11-26" }, given)).toMatchObject({
      state: "waived",
      reason: "No threat model is attached. Waived until 26 Nov 2026.",
    });
  });

  it("S11 do not pass findings that came later, and say so", () => {
    const waivers = [{ ...waiver("findings"), givenForOther: 2 }];
    expect(gate("findings", { openBlockingFindings: 2, waivers })).toMatchObject({
      state: "unmet",
      reason: "2 blocking findings are open. An earlier waiver does not cover all findings that are open now.",
    });
  });

  it("S11 never pass the endorsement", () => {
    const waivers = [waiver("endorsement")];
    expect(state("endorsement", { tier: "high", waivers })).toBe("unmet");
  });

  it("pass no other gate, and say until when", () => {
    const waivers = [waiver("findings")];
    expect(state("threat_model", { tier: "medium", waivers })).toBe("unmet");
    expect(gate("findings", { openBlockingFindings: 1, waivers })).toMatchObject({
      reason: expect.stringContaining("Waived until 30 Nov 2026"),
    });
  });

  it("change nothing on a gate that is met or not applicable", () => {
    const waivers = GATES.map(waiver);
    expect(gatesOf(facts({ waivers }))).toEqual(gatesOf(facts()));
  });
});
