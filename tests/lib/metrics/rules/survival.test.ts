import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "#lib/metrics/rules/quantile.ts";
import {
  atRiskAt,
  chartPoints,
  curveQuantile,
  fitSurvival,
  quantileInterval,
  type Waits,
} from "#lib/metrics/rules/survival.ts";

const decided = (...seconds: number[]): Waits[] => [{ seconds, decided: true }];
const open = (...seconds: number[]): Waits[] => [{ seconds, decided: false }];
const review = fc.record({ seconds: fc.integer({ min: 0, max: 40 }), decided: fc.boolean() });
const cohort = fc.array(review, { maxLength: 80 });
const curveOf = (reviews: { seconds: number; decided: boolean }[]) =>
  fitSurvival(reviews.map(({ seconds, decided }) => ({ seconds: [seconds], decided })));

describe("the curve", () => {
  test("drops at decisions by the share of those at risk", () => {
    // Worked by hand: 6 at risk at 1, 4 at 3 (one censored at 2), 2 at 5.
    const curve = fitSurvival([...decided(1, 3, 5, 5), ...open(2, 4)]);
    expect(curve).toMatchObject({ n: 6, decided: 4, leftOut: 0 });
    expect(curve.steps.map(({ seconds, atRisk, decided: events }) => [seconds, atRisk, events])).toEqual([
      [1, 6, 1],
      [3, 4, 1],
      [5, 2, 2],
    ]);
    expect(curve.steps[0]?.survival).toBeCloseTo(5 / 6, 12);
    expect(curve.steps[1]?.survival).toBeCloseTo((5 / 6) * (3 / 4), 12);
    expect(curve.steps[2]?.survival).toBe(0);
  });

  test("counts a decision before a censoring at the same time", () => {
    const curve = fitSurvival([...open(2), ...decided(2), ...open(3)]);
    expect(curve.steps).toEqual([{ seconds: 2, survival: 1 - 1 / 3, atRisk: 3, decided: 1 }]);
  });

  test("leaves out what has no usable duration, and says how many", () => {
    const curve = fitSurvival(decided(1, -1, Number.NaN, Number.POSITIVE_INFINITY));
    expect(curve).toMatchObject({ n: 1, decided: 1, leftOut: 3 });
  });

  test("is the product of its definition", () => {
    fc.assert(
      fc.property(cohort, (subjects) => {
        const { steps } = curveOf(subjects);
        const moments = [...new Set(subjects.filter((each) => each.decided).map(({ seconds }) => seconds))];
        let survival = 1;
        const expected = moments
          .sort((a, b) => a - b)
          .map((seconds) => {
            const atRisk = subjects.filter((each) => each.seconds >= seconds).length;
            const events = subjects.filter((each) => each.decided && each.seconds === seconds).length;
            survival *= 1 - events / atRisk;
            return { seconds, survival, atRisk, decided: events };
          });
        expect(steps).toEqual(expected);
      }),
    );
  });

  test("falls, never rises, and stays between 0 and 1", () => {
    fc.assert(
      fc.property(cohort, (subjects) => {
        const levels = [1, ...curveOf(subjects).steps.map((step) => step.survival), 0];
        for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual(levels[index - 1] ?? 1);
      }),
    );
  });

  test("does not depend on the order of its subjects", () => {
    const shuffled = cohort.chain((subjects) =>
      fc.tuple(fc.constant(subjects), fc.shuffledSubarray(subjects, { minLength: subjects.length })),
    );
    fc.assert(
      fc.property(shuffled, ([subjects, others]) => {
        expect(curveOf(others)).toEqual(curveOf(subjects));
      }),
    );
  });

  test("counts the reviews at risk", () => {
    const curve = fitSurvival([...decided(1, 3), ...open(2, 2, 4)]);
    expect([0, 1, 2, 2.5, 4, 5].map((seconds) => atRiskAt(curve, seconds))).toEqual([5, 5, 4, 2, 1, 0]);
  });
});

describe("quantiles of the curve", () => {
  test("take the midpoint where the curve lies on the level over an interval", () => {
    expect(curveQuantile(fitSurvival(decided(1, 2, 3, 4, 5, 7, 8, 9, 10, 11)), 0.5)).toEqual({
      value: 6,
      atRisk: 5,
      state: "shown",
    });
  });

  test("end the last such interval with the last observation", () => {
    const curve = fitSurvival([...decided(1, 2, 3, 4, 5), ...open(9, 9, 9, 9, 9)]);
    expect(curveQuantile(curve, 0.5)).toEqual({ value: 7, atRisk: 5, state: "shown" });
  });

  test("find a level the product of the steps only nearly equals", () => {
    // 0.9 · (8/9) · (5/8) is ½, but not in binary: (1 − 1/10)(1 − 1/9)(1 − 3/8).
    const curve = fitSurvival(decided(1, 2, 3, 3, 3, 5, 6, 7, 8, 9));
    expect(curve.steps[2]?.survival).not.toBe(0.5);
    expect(curveQuantile(curve, 0.5).value).toBe(4);
  });

  test("are hidden with fewer than five at risk", () => {
    const curve = fitSurvival(decided(1, 2, 3, 4, 5, 6, 7, 8));
    expect(curveQuantile(curve, 0.49)).toEqual({ value: 4, atRisk: 5, state: "shown" });
    expect(curveQuantile(curve, 0.9)).toEqual({ value: 8, atRisk: 1, state: "hidden" });
  });

  test("are not reached where the curve stays above, and none where there is no curve", () => {
    const notReached = { value: null, atRisk: 0, state: "not_reached" };
    expect(curveQuantile(fitSurvival([...decided(1), ...open(5, 5, 5)]), 0.5)).toEqual(notReached);
    expect(curveQuantile(fitSurvival(open(5, 5)), 0.25)).toEqual(notReached);
    expect(curveQuantile(fitSurvival([]), 0.5)).toEqual({ ...notReached, state: "none" });
  });

  test("equal the quantiles of the values when all are decided", () => {
    const values = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (seconds, twentieths) => {
        const p = twentieths / 20;
        expect(curveQuantile(fitSurvival(decided(...seconds)), p).value).toBe(quantile(seconds, p));
      }),
    );
  });

  test("grow with the share", () => {
    fc.assert(
      fc.property(cohort, (subjects) => {
        const curve = curveOf(subjects);
        const values = [0.1, 0.25, 0.5, 0.75, 0.9, 1].map(
          (p) => curveQuantile(curve, p).value ?? Number.POSITIVE_INFINITY,
        );
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }),
    );
  });
});

describe("the points of a chart", () => {
  test("start whole and end where five reviews are still at risk", () => {
    const level = fitSurvival([...decided(2, 3), ...open(5, 6, 6, 8, 9, 10)]);
    expect(chartPoints(level)).toEqual([
      { seconds: 0, survival: 1, atRisk: 8 },
      { seconds: 2, survival: 7 / 8, atRisk: 8 },
      { seconds: 3, survival: (7 / 8) * (6 / 7), atRisk: 7 },
      { seconds: 6, survival: (7 / 8) * (6 / 7), atRisk: 5 },
    ]);
    const decidedAll = chartPoints(fitSurvival(decided(1, 2, 3, 4, 5, 6, 7)));
    expect(decidedAll.map(({ seconds, atRisk }) => [seconds, atRisk])).toEqual([
      [0, 7],
      [1, 7],
      [2, 6],
      [3, 5],
    ]);
  });

  test("are none of fewer than five reviews", () => {
    expect(chartPoints(fitSurvival([]))).toEqual([]);
    expect(chartPoints(fitSurvival([...decided(1, 2), ...open(5, 5)]))).toEqual([]);
    expect(chartPoints(fitSurvival([...decided(1, 2), ...open(5, 5, 5)]))).toHaveLength(2);
  });

  test("come to the level of a quantile where it is shown, and of a hidden one hold nothing", () => {
    fc.assert(
      fc.property(cohort, fc.constantFrom(0.25, 0.5, 0.75, 0.9), (subjects, p) => {
        const curve = curveOf(subjects);
        const points = chartPoints(curve);
        const { value, state } = curveQuantile(curve, p);
        const until = points.at(-1)?.seconds ?? Number.NEGATIVE_INFINITY;
        if (state === "shown") expect(until).toBeGreaterThanOrEqual(value ?? Number.NaN);
        if (state === "hidden") expect(until).toBeLessThan(value ?? Number.NaN);
      }),
    );
  });

  test("stay few for a long curve, keep its end, and lag by less than one part in the number asked for", () => {
    const seconds = Array.from({ length: 3000 }, (_, index) => index + 1);
    const curve = fitSurvival([...decided(...seconds), ...open(5000, 5000, 5000, 5000, 5000)]);
    const points = chartPoints(curve, 100);
    expect(points.length).toBeLessThanOrEqual(103);
    expect(points.at(-2)).toMatchObject({ seconds: 3000, survival: curve.steps.at(-1)?.survival });
    expect(points.at(-1)).toMatchObject({ seconds: 5000, atRisk: 5 });
    for (const step of curve.steps) {
      const drawn = points.findLast((point) => point.seconds <= step.seconds)?.survival ?? Number.NaN;
      expect(drawn - step.survival).toBeLessThan(1 / 100);
    }
  });

  test("a cohort of 100,000 is fitted whole", () => {
    const subjects = Array.from({ length: 100_000 }, (_, index) => ({
      seconds: (index * 7919) % 100_003,
      decided: index % 5 !== 0,
    }));
    const curve = curveOf(subjects);
    expect([curve.n, curve.decided]).toEqual([100_000, 80_000]);
    expect(curve.steps.reduce((sum, step) => sum + step.decided, 0)).toBe(80_000);
  });
});

describe("the interval of a quantile", () => {
  // Weeks of remission, Gehan 1965; the limits are those that Venables and Ripley 2002, 12.1, print of survfit with log-log limits.
  const mercaptopurine = fitSurvival([
    ...decided(6, 6, 6, 7, 10, 13, 16, 22, 23),
    ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
  ]);
  const control = fitSurvival(decided(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23));

  test("is the published one of a median with and without censoring", () => {
    expect([curveQuantile(control, 0.5).value, quantileInterval(control, 0.5)]).toEqual([8, { low: 4, high: 11 }]);
    expect(curveQuantile(mercaptopurine, 0.5).value).toBe(23);
    expect(quantileInterval(mercaptopurine, 0.5)).toEqual({ low: 13, high: null });
  });

  test("has no end that the curve does not reach, and none of nothing", () => {
    expect(quantileInterval(fitSurvival(open(1, 2, 3)), 0.5)).toEqual({ low: null, high: null });
    expect(quantileInterval(fitSurvival([]), 0.5)).toEqual({ low: null, high: null });
    expect(quantileInterval(fitSurvival(decided(5, 5, 5)), 0.5)).toEqual({ low: 5, high: null });
  });

  test("holds its quantile", () => {
    fc.assert(
      fc.property(cohort, fc.constantFrom(0.25, 0.5, 0.75), (subjects, p) => {
        const curve = curveOf(subjects);
        const { value } = curveQuantile(curve, p);
        const { low, high } = quantileInterval(curve, p);
        if (value === null) return;
        expect(low ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(value);
        expect(high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  test("holds the truth of 95 in 100 cohorts, or nearly", () => {
    let seed = 7;
    const uniform = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const exponential = (mean: number) => -mean * Math.log(uniform());
    let held = 0;
    for (let cohort = 0; cohort < 1_000; cohort++) {
      const reviews = Array.from({ length: 40 }, () => {
        const [wait, seen] = [exponential(10), exponential(30)];
        return { seconds: Math.min(wait, seen), decided: wait <= seen };
      });
      const { low, high } = quantileInterval(curveOf(reviews), 0.5);
      const truth = 10 * Math.log(2);
      if (low !== null && low <= truth && truth <= (high ?? Number.POSITIVE_INFINITY)) held += 1;
    }
    expect(held).toBeGreaterThan(925);
    expect(held).toBeLessThan(975);
  });
});
