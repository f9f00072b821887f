import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { quantile } from "#lib/metrics/rules/quantile.ts";
import { curveQuantile, fitSurvival, type SurvivalCurve } from "#lib/metrics/rules/survival.ts";
import { parsePastReviews } from "#lib/reviews/imports/file/parse-past-reviews.ts";
import type { PastReview } from "#lib/reviews/imports/file/read-row.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const CORPUS = path.join(ROOT, "../shared/samples");
const FILE = path.join(CORPUS, "reviews/golang-crypto-reviews.csv");

type Decided = PastReview & { decidedAt: Date };
const leadSeconds = ({ submittedAt, decidedAt }: Decided) => (decidedAt.getTime() - submittedAt.getTime()) / 1000;
const days = (seconds: number | null) => (seconds === null ? null : Number((seconds / 86_400).toFixed(2)));

/** The reviews submitted in [start, end), as they stood at `end`. */
function cohort(reviews: Decided[], start: string, end: string) {
  const asOf = new Date(end);
  const submitted = reviews.filter(({ submittedAt }) => submittedAt >= new Date(start) && submittedAt < asOf);
  const subjects = submitted.map((review) =>
    review.decidedAt < asOf
      ? { seconds: leadSeconds(review), decided: true }
      : { seconds: (asOf.getTime() - review.submittedAt.getTime()) / 1000, decided: false },
  );
  const decided = subjects.flatMap((subject) => (subject.decided ? subject.seconds : []));
  return {
    curve: fitSurvival(subjects.map(({ seconds, decided }) => ({ seconds: [seconds], decided }))),
    medianOfDecided: days(quantile(decided, 0.5)),
    truth: days(quantile(submitted.map(leadSeconds), 0.5)),
  };
}

const shown = (curve: SurvivalCurve, p: number) => {
  const { value, state } = curveQuantile(curve, p);
  return [days(value), state];
};

function checkAgainstCorpus() {
  const read = () => parsePastReviews(readFileSync(FILE), { timeZone: "UTC", now: new Date("2026-11-25T00:00:00Z") });
  const decided = () => read().rows.flatMap(({ decidedAt, ...row }) => (decidedAt ? { ...row, decidedAt } : []));

  test("its 582 reviews are read without a problem", () => {
    const { rows, problems, ignoredColumns } = read();
    expect([rows.length, problems, ignoredColumns]).toEqual([582, [], ["area", "author", "reviewers"]]);
  });

  test("the mean says nothing about the usual review", () => {
    const leads = decided().map(leadSeconds);
    expect(days(quantile(leads, 0.5))).toBe(2.82);
    expect(leads.reduce((sum, lead) => sum + lead, 0) / leads.length / 86_400).toBeCloseTo(43.0, 1);
  });

  test("2025-01 to 2025-06: the curve lies on ½, P90 is hidden", () => {
    const { curve, medianOfDecided, truth } = cohort(decided(), "2025-01-01T00:00:00Z", "2025-07-01T00:00:00Z");
    expect([curve.n, curve.decided, medianOfDecided, truth]).toEqual([52, 48, 1.91, 5.18]);
    const flat = curve.steps.findIndex(({ survival }) => Math.abs(survival - 0.5) < 1e-9);
    expect([days(curve.steps[flat]?.seconds ?? 0), days(curve.steps[flat + 1]?.seconds ?? 0)]).toEqual([4.56, 5.79]);
    expect(shown(curve, 0.5)).toEqual([5.18, "shown"]);
    expect(shown(curve, 0.9)).toEqual([67.84, "hidden"]);
  });

  test("2026 Q1: most are still open, so neither median nor P90 is reached", () => {
    const { curve, medianOfDecided, truth } = cohort(decided(), "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z");
    expect([curve.n, curve.decided, medianOfDecided, truth]).toEqual([22, 8, 1.42, 79.61]);
    expect(shown(curve, 0.5)).toEqual([null, "not_reached"]);
    expect(shown(curve, 0.9)).toEqual([null, "not_reached"]);
  });

  test("2026 Q2: the median of the decided alone is too short", () => {
    const { curve, medianOfDecided, truth } = cohort(decided(), "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z");
    expect([curve.n, curve.decided, medianOfDecided, truth]).toEqual([42, 39, 6.17, 8.33]);
    expect(shown(curve, 0.5)).toEqual([8.02, "shown"]);
  });
}

if (existsSync(FILE)) describe("lead time of a real project", checkAgainstCorpus);
else test("lead time of a real project: corpus not present", () => expect(existsSync(FILE)).toBe(false));
