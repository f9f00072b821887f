import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES, DATA_HANDLINGS, emptyIntake, type Intake, RISK_QUESTIONS } from "#lib/intake/rules/intake.ts";
import {
  DEFAULT_TIER_RULES,
  isHigher,
  isSetByPerson,
  type TierRule,
  tierAfter,
  tierOf,
} from "#lib/intake/rules/tier-rules.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { answered } from "#tests/support/reviews.ts";

const tier = (intake: Intake) => tierOf(intake, DEFAULT_TIER_RULES).tier;

const intakes = fc.record({
  summary: fc.constant(""),
  links: fc.constant([]),
  dataClass: fc.constantFrom(...DATA_CLASSES, null),
  dataHandling: fc.constantFrom(...DATA_HANDLINGS, null),
  answers: fc.record(
    Object.fromEntries(RISK_QUESTIONS.map((question) => [question, fc.constantFrom(true, false, null)])),
  ),
}) as fc.Arbitrary<Intake>;

describe("the default tier rules", () => {
  it("are low where nothing is answered yes and the data is public or internal", () => {
    expect(tier(emptyIntake())).toBe("low");
    for (const dataClass of ["public", "internal"] as const) {
      for (const dataHandling of DATA_HANDLINGS) expect(tier(answered([], { dataClass, dataHandling }))).toBe("low");
    }
  });

  it.each(RISK_QUESTIONS)("are medium on a yes to %s alone", (question) => {
    expect(tier(answered([question]))).toBe("medium");
  });

  it("are medium on confidential data, however it is handled", () => {
    for (const dataHandling of DATA_HANDLINGS) {
      expect(tier(answered([], { dataClass: "confidential", dataHandling }))).toBe("medium");
    }
  });

  it("are high on restricted data that is stored or processed, medium where it is merely reachable", () => {
    const of = (dataHandling: Intake["dataHandling"]) => tier(answered([], { dataClass: "restricted", dataHandling }));
    expect([of("stored"), of("processed"), of("reachable"), of(null)]).toEqual(["high", "high", "medium", "medium"]);
  });

  it("are high where internet-facing meets authentication or sensitive data, and with nothing else", () => {
    for (const question of RISK_QUESTIONS) {
      const high = question === "authentication" || question === "sensitiveData";
      expect([question, tier(answered(["internetFacing", question]))]).toEqual([question, high ? "high" : "medium"]);
    }
    expect(tier(answered(["authentication", "sensitiveData"]))).toBe("medium");
  });

  it("answer with the rule and the questions that set the tier", () => {
    const result = tierOf(answered(["internetFacing", "authentication", "thirdParty"]), DEFAULT_TIER_RULES);
    expect(result).toEqual({
      tier: "high",
      rule: "Internet-facing, with authentication or sensitive data",
      because: ["Internet-facing", "New or changed authentication or authorization"],
    });
    expect(tierOf(answered(), DEFAULT_TIER_RULES).because).toEqual([]);
  });

  it("never go down when a question is answered yes", () => {
    fc.assert(
      fc.property(intakes, fc.constantFrom(...RISK_QUESTIONS), (intake, question) => {
        const more = { ...intake, answers: { ...intake.answers, [question]: true } };
        expect(isHigher(tier(intake), tier(more))).toBe(false);
      }),
    );
  });

  it("never go down when data of a higher class is handled", () => {
    fc.assert(
      fc.property(intakes, fc.nat(2), (intake, index) => {
        const lower = { ...intake, dataClass: DATA_CLASSES[index] ?? null };
        const higher = { ...intake, dataClass: DATA_CLASSES[index + 1] ?? null };
        expect(isHigher(tier(lower), tier(higher))).toBe(false);
      }),
    );
  });
});

describe("a table the program has edited", () => {
  const rule: TierRule = {
    tier: "high",
    name: "Own",
    dataClass: "internal",
    dataHandling: ["stored"],
    all: ["thirdParty"],
  };

  it("holds a row only when every part of it holds", () => {
    const of = (yes: "thirdParty"[], parts: Partial<Intake>) => tierOf(answered(yes, parts), [rule]).tier;
    expect(of(["thirdParty"], { dataHandling: "stored" })).toBe("high");
    expect(of([], { dataHandling: "stored" })).toBe("low");
    expect(of(["thirdParty"], { dataHandling: "processed" })).toBe("low");
    expect(of(["thirdParty"], { dataHandling: "stored", dataClass: "public" })).toBe("low");
  });

  it("does not depend on the order of rows of different tiers", () => {
    fc.assert(
      fc.property(
        intakes,
        fc.shuffledSubarray(DEFAULT_TIER_RULES, { minLength: DEFAULT_TIER_RULES.length }),
        (i, r) => {
          expect(tierOf(i, r).tier).toBe(tier(i));
        },
      ),
    );
  });

  it("never holds a row without any part", () => {
    expect(tierOf(answered(["thirdParty"]), [{ tier: "high", name: "Empty" }]).tier).toBe("low");
    expect(tierOf(answered(["thirdParty"]), [{ tier: "high", name: "Empty", all: [] }]).tier).toBe("low");
  });
});

describe("isSetByPerson", () => {
  it("is so of the tier that a person set, and not of one that the answers raised above it", () => {
    expect(isSetByPerson({ tier: "high", tierOverride: "high" })).toBe(true);
    expect(isSetByPerson({ tier: "high", tierOverride: "medium" })).toBe(false);
    expect(isSetByPerson({ tier: "high", tierOverride: null })).toBe(false);
    expect(isSetByPerson({ tier: null, tierOverride: null })).toBe(false);
  });
});

describe("tierAfter", () => {
  const LOW = answered();
  const MEDIUM = answered(["thirdParty"]);
  const HIGH = answered(["thirdParty"], { dataClass: "restricted", dataHandling: "stored" });
  type Set = { tier: Tier; tierOverride: Tier | null };
  const become = (review: Set, before: Intake, now: Intake) => tierAfter(review, { before, now }, DEFAULT_TIER_RULES);

  it("follows the answers where no person has set a tier", () => {
    expect([LOW, MEDIUM, HIGH].map((now) => become({ tier: "medium", tierOverride: null }, MEDIUM, now))).toEqual(
      TIERS,
    );
  });

  it("keeps a raised tier, unless the answers ask for more", () => {
    const raised = { tier: "medium", tierOverride: "medium" } as const;
    expect(become(raised, LOW, LOW)).toBe("medium");
    expect(become(raised, LOW, HIGH)).toBe("high");
    expect(become({ tier: "high", tierOverride: "medium" }, HIGH, HIGH)).toBe("high");
    expect(become({ tier: "high", tierOverride: "medium" }, HIGH, LOW)).toBe("medium");
  });

  it("keeps a lowered tier until the answers ask for more than they did", () => {
    const lowered = { tier: "low", tierOverride: "low" } as const;
    expect(become(lowered, MEDIUM, MEDIUM)).toBe("low");
    expect(become(lowered, MEDIUM, HIGH)).toBe("high");
    expect(become({ tier: "high", tierOverride: "low" }, HIGH, HIGH)).toBe("high");
  });

  const REACHABLE = { dataHandling: "reachable" } as const;

  it.each([
    ["a question that was answered no", answered(["cryptography", "thirdParty"], REACHABLE), "medium"],
    ["who wants an engineer", answered(["thirdParty", "wantsEngineer"], REACHABLE), "medium"],
    ["a higher class of data", answered(["thirdParty"], { ...REACHABLE, dataClass: "confidential" }), "medium"],
    ["more that is done with data", answered(["thirdParty"], { dataHandling: "processed" }), "medium"],
    ["other words of the summary", answered(["thirdParty"], { ...REACHABLE, summary: "Other words" }), "low"],
    ["less than they did", answered([], { ...REACHABLE, dataClass: "public" }), "low"],
  ] as const)("keeps a lowered tier while the answers say no more: with %s", (_, now, wanted) => {
    const before = answered(["thirdParty"], REACHABLE);
    expect(become({ tier: "low", tierOverride: "low" }, before, now)).toBe(wanted);
  });

  it("is never below the answers once they say more, whatever was lowered", () => {
    fc.assert(
      fc.property(intakes, intakes, fc.constantFrom(...TIERS), (before, now, lowered) => {
        const more = RISK_QUESTIONS.some((one) => now.answers[one] === true && before.answers[one] !== true);
        fc.pre(more);
        expect(isHigher(tier(now), become({ tier: lowered, tierOverride: lowered }, before, now))).toBe(false);
      }),
    );
  });
});
