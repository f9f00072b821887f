import type { Context } from "#lib/context.ts";
import type { goals } from "#lib/program/queries.ts";
import { goalValues } from "./goal-value.ts";
import { GOAL_METRICS } from "./rules/definitions.ts";

type Set = Pick<
  Awaited<ReturnType<typeof goals>>[number],
  "id" | "outcome" | "metric" | "organisation" | "dueOn" | "baseline" | "target"
>;

/** Goals with their current values, to be stored in a record. `then` says when a number without a quarter was taken. */
export async function frozenGoals(ctx: Context, set: readonly Set[], then: string) {
  const values = await goalValues(ctx, set);
  return set.flatMap(({ id, outcome, metric, organisation, baseline, target }) => {
    const known = GOAL_METRICS.find((each) => each === metric);
    const live = values[id];
    if (!known || !live) return [];
    const { value, unit, note, window, soFar, counted } = live;
    const trend = soFar ? live.trend.slice(0, -1) : live.trend;
    return [
      {
        ...{ outcome, metric: known, organisation: organisation?.name ?? null },
        ...{ unit, baseline, now: value, window: window === "now" ? then : window, target, note, trend },
        rows: counted,
      },
    ];
  });
}
