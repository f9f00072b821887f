import { describe, expect, it } from "vitest";
import { tierRuleWords } from "#components/reviews/drafts/tier-rule-words.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";

const by = { id: 1, name: "Rita Requester" };
const tierChange = { from: "low", to: "high", by, at: "2026-11-25T09:00:00.000Z", reason: "It moves money" } as const;
const of = (tier: Tier, parts: Partial<Parameters<typeof tierRuleWords>[0]> = {}) =>
  tierRuleWords({
    imported: false,
    tier,
    tierOverride: null,
    tierRule: "No higher-tier rule applies",
    tierBecause: [],
    tierChange: null,
    ...parts,
  });

describe("why a review has its tier", () => {
  it("is what was answered, or that nothing asks for a higher one", () => {
    expect(of("low")).toBe("no higher-tier rule applies");
    expect(of("medium", { tierBecause: ["IAM policy changes", "Internet-facing"] })).toBe(
      "IAM policy changes, internet-facing",
    );
  });

  it("is the word of anyone who set it, until the answers ask for more", () => {
    expect(of("high", { tierOverride: "high", tierChange })).toBe("set by Rita Requester: It moves money");
    expect(of("high", { tierOverride: "high", tierChange: { ...tierChange, by: null } })).toBe(
      "set by a person: It moves money",
    );
    expect(of("high", { tierOverride: "medium", tierChange, tierBecause: ["Internet-facing"] })).toBe(
      "internet-facing",
    );
  });

  it("is the file of an import", () => {
    expect(of("high", { imported: true })).toBe("from its file");
  });
});
