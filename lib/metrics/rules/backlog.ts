import { quantile } from "#lib/metrics/rules/quantile.ts";

/** One open review. `openedAt`: its first submit, or its last reopening. */
interface OpenReview<State extends string = string, Turn extends string = string> {
  state: State;
  turn: Turn;
  openedAt: Date;
}

/** Ages in whole seconds; null only where n is 0. P90 follows the rule of `quantile`. */
interface AgeSummary {
  n: number;
  median: number | null;
  p90: number | null;
  oldest: number | null;
}

/** Whole days of age, both ends included; `to` is null for the open-ended last bucket. */
interface AgeBucket {
  label: string;
  from: number;
  to: number | null;
}

export interface Backlog<State extends string = string, Turn extends string = string> extends AgeSummary {
  buckets: (AgeBucket & { n: number; byTurn: Record<Turn, number> })[];
  byState: Record<State, AgeSummary>;
  byTurn: Record<Turn, AgeSummary>;
}

const AGE_BUCKETS: readonly AgeBucket[] = [
  { label: "0–7 days", from: 0, to: 7 },
  { label: "8–14 days", from: 8, to: 14 },
  { label: "15–30 days", from: 15, to: 30 },
  { label: "31+ days", from: 31, to: null },
];

const DAY_SECONDS = 86_400;

/**
 * M6 as of `now`: the open reviews by age, state and turn. `states` and `turns` name the rows to list, including empty
 * ones. Reviews opened after `now` are not counted.
 */
export function backlog<State extends string, Turn extends string>(
  reviews: readonly OpenReview<State, Turn>[],
  options: { now: Date; states: readonly State[]; turns: readonly Turn[] },
): Backlog<State, Turn> {
  const { now, states, turns } = options;
  const aged = reviews
    .filter(({ openedAt }) => openedAt <= now)
    .map(({ state, turn, openedAt }) => ({ state, turn, age: secondsBetween(openedAt, now) }));
  const ages = (keep: (review: (typeof aged)[number]) => boolean) => summary(aged.filter(keep).map(({ age }) => age));
  return {
    ...ages(() => true),
    buckets: AGE_BUCKETS.map((bucket) => {
      const within = aged.filter(({ age }) => isWithin(bucket, age));
      const byTurn = record(turns, (turn) => within.filter((review) => review.turn === turn).length);
      return { ...bucket, n: within.length, byTurn };
    }),
    byState: record(states, (state) => ages((review) => review.state === state)),
    byTurn: record(turns, (turn) => ages((review) => review.turn === turn)),
  };
}

function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}

function summary(ages: readonly number[]): AgeSummary {
  return { n: ages.length, median: quantile(ages, 0.5), p90: quantile(ages, 0.9), oldest: quantile(ages, 1) };
}

function isWithin({ from, to }: AgeBucket, age: number): boolean {
  const days = Math.floor(age / DAY_SECONDS);
  return days >= from && (to === null || days <= to);
}

function record<Key extends string, Value>(keys: readonly Key[], value: (key: Key) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
}
