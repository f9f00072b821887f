import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { GuardianEffect } from "#components/metrics/guardian-effect.tsx";
import { LeadTimeByArm } from "#components/metrics/lead-time-by-arm.tsx";
import type { LeadTimeByArm as ByArm, EstimateOutput, GuardianEffectOutput } from "#lib/metrics/output.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";

const QUARTER = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };
const ESTIMATE: EstimateOutput = { value: 0.1, low: -0.05, high: 0.24, claimed: false, detectable: 0.21 };
const EFFECT: GuardianEffectOutput = {
  ...{ from: QUARTER, to: QUARTER, asOf: "", state: "shown", dropped: 0.02 },
  ...{ n: { guardian: 120, none: 90 }, imported: 0, teams: { guardian: 14, none: 19 } },
  ...{ speed: ESTIMATE, within: null, findings: ESTIMATE },
};

function drawn(parts: Partial<GuardianEffectOutput>): string {
  const effect = { ...metricDefinition("M2"), ...EFFECT, ...parts };
  return renderToStaticMarkup(createElement(GuardianEffect, { effect }));
}

function words(parts: Partial<GuardianEffectOutput>): string {
  return drawn(parts)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("what a guardian changes, as it is shown", () => {
  it("claims nothing that the interval does not, and says what would show", () => {
    const said = words({});
    expect(said).toContain("10 % faster (95 %: 5 % slower to 24 % faster)");
    expect(said).toContain("No difference shown , 21 % or more would be detected");
    expect(said).toContain("2 % of the reviews are left out");
  });

  it("draws at every width the marks that its note speaks of", () => {
    expect(words({})).toContain("The dotted mark is what AWS has published");
    expect(drawn({})).not.toContain("data-leaves");
  });

  it("says better and worse where there is no doubt", () => {
    const better = { ...ESTIMATE, low: 0.02, claimed: true };
    const worse = { value: -0.3, low: -0.5, high: -0.1, claimed: true, detectable: 0.2 };
    const said = words({ speed: better, findings: worse });
    expect(said).toContain("Faster");
    expect(said).toContain("30 % more (95 %: 10 to 50 % more) 30 % more, 95 %: 10 to 50 % more More");
  });

  it("says how often teams were drawn, fewer times where there are many reviews", () => {
    expect(words({})).toContain("whole teams drawn 20,000 times.");
    expect(words({ n: { guardian: 6_000, none: 9_000 } })).toContain("whole teams drawn 2,000 times.");
  });

  it("says that no interval can be told where no draw differs from another", () => {
    const said = words({ speed: { value: 0, low: 0, high: 0, claimed: false, detectable: null } });
    expect(said).toContain("0 % faster (no interval available)");
    expect(said).toContain("No difference shown");
    expect(said).not.toMatch(/95 %: 0 to 0|0 % or more would be detected/);
  });

  it("takes neither side where no median is reached", () => {
    const said = words({ speed: { value: null, low: null, high: 1, claimed: false, detectable: null } });
    expect(said).toContain("Not reached (95 %: infinitely slower to infinitely faster)");
    expect(said).toContain("No difference shown");
    expect(said).not.toMatch(/Slower|Faster/);
  });

  it("says how many there are where they are too few", () => {
    const said = words({ state: "too_few_teams", speed: null, findings: null, teams: { guardian: 14, none: 9 } });
    expect(said).toContain("Too few teams to say: 120 reviews of 14 teams with a guardian, 90 of 9 without.");
    const one = { guardian: 1, none: 1 };
    expect(words({ state: "too_few_teams", speed: null, findings: null, n: one, teams: one })).toContain(
      "Too few teams to say: 1 review of 1 team with a guardian, 1 of 1 without.",
    );
  });

  it("says of the lead time of each arm how many teams there are where they are too few", () => {
    const byArm = {
      from: QUARTER,
      to: QUARTER,
      state: "too_few_teams",
      teams: { guardian: 1, none: 9 },
      mix: [],
      tiers: [],
    };
    const said = renderToStaticMarkup(createElement(LeadTimeByArm, { byArm: byArm as unknown as ByArm, query: {} }));
    expect(said).toContain("1 team had reviews with a guardian and 9 without");
  });
});
