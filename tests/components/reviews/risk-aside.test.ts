import type { ComponentProps } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RiskAside } from "#components/reviews/decisions/risk-aside.tsx";
import { emptyIntake, type Intake, type RiskQuestion } from "#lib/intake/rules/intake.ts";
import { DEFAULT_TIER_RULES } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { answered } from "#tests/support/reviews.ts";

const HIGH: RiskQuestion[] = ["internetFacing", "authentication"];

/** What is said of the tier while the answers are changed to these, in a review whose tier someone may have set. */
function said(yes: RiskQuestion[], saved?: { tier: Tier; tierOverride: Tier | null; yes: RiskQuestion[] }): string {
  const review = saved && { ...saved, intake: answered(saved.yes) };
  return words(answered(yes), review);
}

type Saved = ComponentProps<typeof RiskAside>["saved"];

function words(intake: Intake, saved?: Saved): string {
  const html = renderToStaticMarkup(RiskAside({ intake, saved, tierRules: DEFAULT_TIER_RULES, children: null }));
  return html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

describe("the tier next to the answers", () => {
  it("says how many business days its review is given", () => {
    const html = renderToStaticMarkup(
      RiskAside({
        intake: answered([]),
        saved: undefined,
        tierRules: DEFAULT_TIER_RULES,
        reviewerDays: { low: 1, medium: 10, high: 15 },
        children: null,
      }),
    );
    expect(html).toContain("claims it and has 1 business day to decide.");
  });

  it("is the one they make, of a new review and where nobody has set one", () => {
    expect(said([])).toBe("Tier: Low No higher-tier rule applies");
    expect(said([], { tier: "high", tierOverride: null, yes: HIGH })).toBe("Tier: Low No higher-tier rule applies");
  });

  it("is the one that a person has raised it to, until they ask for more", () => {
    expect(said([], { tier: "high", tierOverride: "high", yes: [] })).toBe("Tier: High Set by a person");
    const medium = { tier: "medium", tierOverride: "medium", yes: [] } as const;
    expect(said(HIGH, { ...medium, yes: [] })).toMatch(/^Tier: High Internet-facing/);
  });

  it("is the one that an engineer has lowered it to, until they ask for more than they did", () => {
    const lowered = { tier: "low" as const, tierOverride: "low" as const, yes: ["thirdParty" as const] };
    expect(said(["thirdParty"], lowered)).toBe("Tier: Low Set by a person");
    expect(said(HIGH, lowered)).toMatch(/^Tier: High/);
  });

  it("is said to be so far while answers are missing", () => {
    const begun = { ...emptyIntake(), dataClass: "restricted" as const };
    expect(words(begun)).toBe("Tier so far: Medium Restricted data is handled. 9 questions are not answered yet.");
    const all = { ...answered([]), dataClass: "restricted" as const, dataHandling: null };
    expect(words(all)).toMatch(/^Tier so far: Medium .* 1 question is not answered yet\.$/);
  });
});
