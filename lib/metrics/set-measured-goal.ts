import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type SetGoalInput, setGoalInput } from "#lib/program/input.ts";
import { shownBaseline } from "#lib/program/rules/goal.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { measuredNow } from "./goal-value.ts";

/**
 * Sets a goal whose baseline is its metric's current value, unless the caller gives one. Without a number it has no
 * baseline.
 */
export async function setMeasuredGoal(ctx: Context, input: SetGoalInput): Promise<{ id: number }> {
  const wanted = parse(setGoalInput, input);
  ensure(may(ctx.actor, "program.edit", null));
  if (wanted.baseline !== null) return setGoal(ctx, wanted);
  const { value } = await measuredNow(ctx, { metric: wanted.metric, organisationId: wanted.organisationId });
  return setGoal(ctx, { ...wanted, baseline: value === null ? null : shownBaseline(value) });
}
