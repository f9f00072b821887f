import { describe, expect, it } from "vitest";
import type { ArmReview } from "#lib/metrics/rules/guardian-effect.ts";
import { withinTeams } from "#lib/metrics/rules/within-teams.ts";
import { random } from "#lib/random.ts";
import { syntheticReviews } from "#tests/support/synthetic-reviews.ts";

const TRUTH = { teams: 40, reviews: 2_400, faster: 0.3, fewer: 0 };
const of = (world: "chance" | "fast-teams-first", part: Partial<typeof TRUTH> = {}) =>
  syntheticReviews(random("within"), { ...TRUTH, world, ...part });

describe("each team against itself", () => {
  it("finds the truth where fast teams have guardians first and lead times fall", () => {
    const found = withinTeams(of("fast-teams-first"));
    expect(found?.value).toBeCloseTo(0.3, 1);
    expect(found?.claimed).toBe(true);
    expect(found?.low).toBeGreaterThan(0.1);
    expect(found?.high).toBeLessThan(0.5);
  });

  it("does not depend on how fast a team is", () => {
    const reviews = of("chance", { reviews: 800 });
    const decided = reviews.map((review) => ({ ...review, decided: true, seconds: review.seconds + 3_600 }));
    const slower = decided.map((review) => ({ ...review, seconds: review.seconds * (1 + review.team) }));
    expect(withinTeams(slower)?.value).toBeCloseTo(withinTeams(decided)?.value ?? 0, 4);
  });

  it("reads an open review as longer than it is, not as decided", () => {
    const reviews = of("chance", { reviews: 800 });
    const open = (one: ArmReview, at: number) =>
      at % 4 === 0 ? { ...one, decided: false, seconds: one.seconds / 2 } : one;
    const truth = withinTeams(reviews)?.value ?? 0;
    expect(Math.abs((withinTeams(reviews.map(open))?.value ?? 0) - truth)).toBeLessThan(0.06);
  });

  it("says nothing where fewer than ten teams have both, or no team changes", () => {
    const reviews = of("chance");
    const mixed = (teams: number) =>
      reviews.map((review) => (review.team < teams ? review : { ...review, arm: "none" as const }));
    expect(withinTeams(mixed(9))).toBeNull();
    expect(withinTeams(mixed(10))).not.toBeNull();
    expect(withinTeams([])).toBeNull();
  });

  it("says nothing where all reviews take as long", () => {
    expect(withinTeams(of("chance").map((review) => ({ ...review, decided: true, seconds: 86_400 })))).toBeNull();
  });
});
