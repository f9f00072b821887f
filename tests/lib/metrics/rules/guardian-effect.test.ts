import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { speedsAgree } from "#lib/metrics/rules/effect-words.ts";
import { type ArmReview, guardianEffect } from "#lib/metrics/rules/guardian-effect.ts";
import { curveQuantile, type SurvivalCurve } from "#lib/metrics/rules/survival.ts";
import { random } from "#lib/random.ts";
import { syntheticReviews, WORLDS } from "#tests/support/synthetic-reviews.ts";

const DAY = 86_400;

/** Reviews of one arm, tier and type, a day each from `days` on, spread over teams in turn. */
function several(n: number, days: number, part: Partial<ArmReview> = {}): ArmReview[] {
  return Array.from({ length: n }, (_, at) => ({
    ...{
      team: at % 12,
      quarter: 0,
      submitted: at,
      tier: "low" as const,
      type: "change" as const,
      arm: "none" as const,
    },
    ...{ seconds: (days + at / 1_000) * DAY, decided: true, findings: 1 },
    ...part,
  }));
}

/** The Kaplan–Meier curve of reviews of which each stands for several, whole or not, straight from its definition. */
function weightedCurve(reviews: readonly { seconds: number; decided: boolean; weight: number }[]): SurvivalCurve {
  const ascending = (one: number, other: number) => one - other;
  const decisions = reviews.filter(({ decided }) => decided);
  const sum = (some: typeof reviews) => some.reduce((all, { weight }) => all + weight, 0);
  let survival = 1;
  const steps = [...new Set(decisions.map(({ seconds }) => seconds))].sort(ascending).map((seconds) => {
    const atRisk = reviews.filter((each) => each.seconds >= seconds);
    const now = decisions.filter((each) => each.seconds === seconds);
    const isLast = decisions.every((each) => each.seconds <= seconds) && atRisk.length === now.length;
    survival = isLast ? 0 : survival * (1 - sum(now) / sum(atRisk));
    return { seconds, survival, atRisk: atRisk.length, decided: now.length };
  });
  const times = Float64Array.from(reviews, ({ seconds }) => seconds).sort();
  return { n: reviews.length, decided: decisions.length, leftOut: 0, times, steps };
}

const effectOf = (reviews: readonly ArmReview[], draws = 200) => guardianEffect(reviews, random("test").next, draws);

describe("guardianEffect", () => {
  it("compares like with like: guardians have the harder changes, which take longer", () => {
    const hard = { tier: "high" } as const;
    const reviews = [
      ...several(24, 3),
      ...several(12, 20, hard),
      ...several(12, 2, { arm: "guardian" }),
      ...several(24, 15, { ...hard, arm: "guardian" }),
    ];
    const { state, n, teams, dropped, speed, medians } = effectOf(reviews);
    expect({ state, n, teams, dropped }).toEqual({
      state: "shown",
      n: { guardian: 36, none: 36 },
      teams: { guardian: 12, none: 12 },
      dropped: 0,
    });
    // Raw, the median with a guardian is 15 days and without one 3; of the mix of those with a guardian it is 20.
    expect(Math.round((medians?.guardian ?? 0) / DAY)).toBe(15);
    expect(Math.round((medians?.none ?? 0) / DAY)).toBe(20);
    expect(speed?.value).toBeCloseTo(0.25, 2);
    expect(speed?.claimed).toBe(true);
  });

  it("leaves out what only one arm has, and says how much that is", () => {
    const reviews = [...several(30, 4), ...several(30, 3, { arm: "guardian" }), ...several(15, 40, { tier: "high" })];
    const { n, dropped, speed } = effectOf(reviews);
    expect({ n, dropped }).toEqual({ n: { guardian: 30, none: 30 }, dropped: 0.2 });
    expect(speed?.value).toBeCloseTo(0.25, 2);
  });

  it("compares types within a tier where both arms have them, and the others of the tier together", () => {
    const reviews = [
      ...several(20, 10, { type: "feature" }),
      ...several(20, 5, { type: "feature", arm: "guardian" }),
      ...several(20, 2),
      ...several(20, 1, { type: "new_service", arm: "guardian" }),
    ];
    const { n, dropped, medians } = effectOf(reviews);
    expect({ n, dropped }).toEqual({ n: { guardian: 40, none: 40 }, dropped: 0 });
    expect(Math.round((medians?.none ?? 0) / DAY)).toBe(6);
  });

  it.each([
    ["too_few_teams", several(30, 4, { arm: "guardian", team: 1 })],
    ["too_few_reviews", several(19, 4, { arm: "guardian" })],
  ] as const)("says no number with %s", (state, guardian) => {
    expect(effectOf([...several(30, 4), ...guardian])).toMatchObject({
      state,
      speed: null,
      findings: null,
      medians: null,
    });
  });

  it("counts a median that is not reached as without end", () => {
    const open = { arm: "guardian", decided: false } as const;
    const slower = effectOf([...several(30, 4), ...several(30, 9, open)]);
    expect(slower.speed).toMatchObject({ value: Number.NEGATIVE_INFINITY, claimed: true, detectable: null });
    expect(slower.medians).toMatchObject({ guardian: null });
    const neither = effectOf([...several(30, 4, { decided: false }), ...several(30, 9, open)]);
    expect(neither.speed).toEqual({
      value: null,
      low: Number.NEGATIVE_INFINITY,
      high: 1,
      claimed: false,
      detectable: null,
    });
  });

  it("knows no smallest difference where no draw differs from another", () => {
    const same = { seconds: 4 * DAY };
    const { speed, findings } = effectOf([...several(30, 4, same), ...several(30, 4, { ...same, arm: "guardian" })]);
    expect(speed).toEqual({ value: 0, low: 0, high: 0, claimed: false, detectable: null });
    expect(findings).toMatchObject({ value: 0, detectable: null });
  });

  it("knows the smallest difference where few draws have no findings, and not where the interval has no end", () => {
    const found = (teams: number) => (review: ArmReview) => ({ ...review, findings: review.team < teams ? 1 : 0 });
    const withFindingsIn = (teams: number) =>
      guardianEffect(
        [...several(48, 4).map(found(8)), ...several(48, 4, { arm: "guardian" }).map(found(teams))],
        random("few findings").next,
      ).findings;
    const few = withFindingsIn(4);
    expect(few?.high).toBeLessThan(1);
    expect(few?.detectable).toBeGreaterThan(0.5);
    expect(few?.detectable).toBeLessThan(1);
    expect(withFindingsIn(2)).toMatchObject({ high: 1, detectable: null });
  });

  it("counts findings of the reviews of which they are known", () => {
    const reviews = [
      ...several(30, 4, { findings: 2 }),
      ...several(30, 4, { findings: null }),
      ...several(30, 4, { arm: "guardian", findings: 1 }),
    ];
    expect(effectOf(reviews).findings).toMatchObject({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it("claims nothing where the draws do not differ, except of a median that is not reached", () => {
    const same = (days: number, part: Partial<ArmReview>) => several(30, 0, { ...part, seconds: days * DAY });
    const faster = effectOf([...same(6, { findings: 2 }), ...same(5, { arm: "guardian" })]);
    expect(faster.speed).toMatchObject({ value: 1 - 5 / 6, claimed: false });
    expect(faster.findings).toMatchObject({ value: 0.5, claimed: false });
    const none = effectOf([...same(6, { findings: 2 }), ...same(5, { arm: "guardian", findings: 0 })]);
    expect(none.findings).toMatchObject({ value: 1, low: 1, high: 1, claimed: false });
    const endless = effectOf([...same(6, { decided: false }), ...same(5, { arm: "guardian" })]);
    expect(endless.speed).toMatchObject({ value: 1, low: 1, high: 1, claimed: true });
  });

  it("has ends that another seed moves by less than three points where reviews are few", () => {
    const reviews = syntheticReviews(random("few"), { teams: 30, reviews: 400, faster: 0.2, fewer: 0.2 });
    const speeds = ["a", "b", "c", "d", "e"].map((seed) => guardianEffect(reviews, random(seed).next).speed);
    for (const end of ["low", "high"] as const) {
      const ends = speeds.map((speed) => speed?.[end] ?? Number.NaN);
      expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.03);
    }
  });

  it("says the same of the same seed", () => {
    const reviews = syntheticReviews(random("same"), { teams: 40, reviews: 600, faster: 0.2, fewer: 0.2 });
    expect(effectOf(reviews)).toEqual(effectOf([...reviews].reverse()));
  });

  const arbitrary = fc.array(
    fc.record({
      team: fc.integer({ min: 0, max: 30 }),
      quarter: fc.integer({ min: 0, max: 1 }),
      submitted: fc.integer({ min: 0, max: 1_000 }),
      tier: fc.constantFrom("low", "medium", "high"),
      type: fc.constantFrom("change", "feature", "new_service"),
      arm: fc.constantFrom("guardian", "none"),
      seconds: fc.integer({ min: 0, max: 40 }),
      decided: fc.boolean(),
      findings: fc.option(fc.integer({ min: 0, max: 5 })),
    }),
    { minLength: 200, maxLength: 300 },
  );

  it("has the medians of the curves of metric M1, with the others weighted by hand", () => {
    fc.assert(
      fc.property(arbitrary, (reviews) => {
        const { medians } = effectOf(reviews, 1);
        const key = ({ quarter, tier, type }: ArmReview) => `${quarter} ${tier} ${type}`;
        const count = (arm: string, of: string) =>
          reviews.filter((review) => review.arm === arm && key(review) === of).length;
        fc.pre(reviews.every((one) => count("guardian", key(one)) > 0 && count("none", key(one)) > 0));
        fc.pre(medians !== null);
        const curve = (arm: string) =>
          weightedCurve(
            reviews
              .filter((review) => review.arm === arm)
              .map((one) => ({
                seconds: one.seconds,
                decided: one.decided,
                weight: arm === "none" ? count("guardian", key(one)) / count("none", key(one)) : 1,
              })),
          );
        for (const arm of ["guardian", "none"] as const) {
          const expected = curveQuantile(curve(arm), 0.5).value;
          if (expected === null) expect(medians?.[arm]).toBeNull();
          else expect(medians?.[arm]).toBeCloseTo(expected, 6);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("does not change with the unit of time", () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 2, max: 90 }), (reviews, times) => {
        const slower = reviews.map((review) => ({ ...review, seconds: review.seconds * times }));
        const [one, other] = [effectOf(reviews, 20).speed, effectOf(slower, 20).speed];
        expect(other?.claimed).toBe(one?.claimed);
        if (one?.value !== null && Number.isFinite(one?.value)) expect(other?.value).toBeCloseTo(one?.value ?? 0, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("finds the truth of reviews that are made up, and claims little where there is nothing", () => {
    const truth = { teams: 40, reviews: 600 };
    const claims = (less: number) =>
      Array.from({ length: 20 }, (_, at) => {
        const reviews = syntheticReviews(random(`${less} ${at}`), { ...truth, faster: less, fewer: less });
        const { speed, findings } = effectOf(reviews);
        return [speed, findings].map((each) => ({
          covers: each !== null && each.low <= less && less <= each.high,
          claimed: each?.claimed ?? false,
        }));
      }).flat();
    expect(claims(0.4).filter(({ covers }) => covers).length).toBeGreaterThanOrEqual(36);
    expect(claims(0).filter(({ claimed }) => claimed).length).toBeLessThanOrEqual(4);
    expect(claims(0.4).filter(({ claimed }) => claimed).length).toBeGreaterThanOrEqual(30);
  });

  it("claims nothing in nineteen of twenty programs of which nothing is true", () => {
    const none = { teams: 40, reviews: 800, faster: 0, fewer: 0 };
    const effects = Array.from({ length: 400 }, (_, at) => {
      const chance = random(`truth 0 ${at}`);
      return guardianEffect(syntheticReviews(chance, none), chance.next, 400);
    });
    const claims = (of: "speed" | "findings") => effects.filter((each) => each[of]?.claimed).length;
    expect(claims("speed")).toBeLessThanOrEqual(20);
    expect(claims("findings")).toBeLessThanOrEqual(20);
  });

  it.each(WORLDS)("says “faster” in at most one of twenty programs where guardians change nothing: %s", (world) => {
    const none = { teams: 40, reviews: 800, faster: 0, fewer: 0, world };
    const faster = Array.from({ length: 60 }, (_, at) => {
      const chance = random(`${world} ${at}`);
      const effect = guardianEffect(syntheticReviews(chance, none), chance.next, 200);
      return speedsAgree(effect) && (effect.speed?.low ?? 0) > 0;
    });
    expect(faster.filter(Boolean).length).toBeLessThanOrEqual(3);
  });

  it("compares reviews of the same quarter: lead times that fall while adoption grows are no effect", () => {
    const reviews = [
      ...several(30, 20),
      ...several(10, 20, { arm: "guardian" }),
      ...several(10, 5, { quarter: 1 }),
      ...several(30, 5, { quarter: 1, arm: "guardian" }),
    ];
    expect(effectOf(reviews).speed?.value).toBeCloseTo(0, 2);
  });
});
