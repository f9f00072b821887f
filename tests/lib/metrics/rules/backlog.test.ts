import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backlog } from "#lib/metrics/rules/backlog.ts";
import { OPEN_STATES, TURNS, turnOf } from "#lib/reviews/rules/states.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const DAY = 86_400_000;
const options = { now: NOW, states: OPEN_STATES, turns: TURNS };
const review = (state: (typeof OPEN_STATES)[number], days: number) => ({
  state,
  turn: turnOf(state),
  openedAt: new Date(NOW.getTime() - days * DAY),
});

describe("the backlog", () => {
  test("counts whole days into the four buckets, by turn", () => {
    const ages = [0, 7.99, 8, 14.5, 15, 30.9, 31, 400];
    const { buckets } = backlog(
      ages.map((age, index) => review(index % 2 === 0 ? "submitted" : "on_hold", age)),
      options,
    );
    expect(buckets.map(({ label, n }) => [label, n])).toEqual([
      ["0–7 days", 2],
      ["8–14 days", 2],
      ["15–30 days", 2],
      ["31+ days", 2],
    ]);
    expect(buckets.map(({ byTurn }) => byTurn)).toEqual(Array(4).fill({ reviewer: 1, requester: 0, nobody: 1 }));
  });

  test("summarises age in seconds, in all and by state and turn", () => {
    const summary = backlog([review("in_review", 1), review("in_review", 2), review("changes_requested", 10)], options);
    expect(summary).toMatchObject({ n: 3, median: 2 * 86_400, p90: 10 * 86_400, oldest: 10 * 86_400 });
    expect(summary.byState.in_review).toEqual({ n: 2, median: 1.5 * 86_400, p90: 2 * 86_400, oldest: 2 * 86_400 });
    expect(summary.byTurn.requester.n).toBe(1);
    expect(summary.byState.on_hold).toEqual({ n: 0, median: null, p90: null, oldest: null });
  });

  test("does not count what is submitted only later", () => {
    expect(backlog([review("submitted", -1), review("submitted", 0)], options).n).toBe(1);
  });

  test("every open review is in one bucket, one state and one turn", () => {
    const reviews = fc.array(
      fc.record({ state: fc.constantFrom(...OPEN_STATES), days: fc.double({ min: -5, max: 100, noNaN: true }) }),
    );
    fc.assert(
      fc.property(reviews, (some) => {
        const all = backlog(
          some.map(({ state, days }) => review(state, days)),
          options,
        );
        const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
        expect(sum(all.buckets.map(({ n }) => n))).toBe(all.n);
        expect(sum(all.buckets.flatMap(({ byTurn }) => Object.values(byTurn)))).toBe(all.n);
        expect(sum(Object.values(all.byState).map(({ n }) => n))).toBe(all.n);
        expect(sum(Object.values(all.byTurn).map(({ n }) => n))).toBe(all.n);
      }),
    );
  });
});
