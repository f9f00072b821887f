import { and, eq, inArray } from "drizzle-orm";
import { reviewStates } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { ReviewRow } from "./change.ts";
import { CAPABILITIES } from "./rules/capabilities.ts";

/** A launch is recorded once it has happened. */
export function requirePastDay(ctx: Context, launchedOn: string): void {
  if (launchedOn <= ctx.day) return;
  const problem = { path: ["launchedOn"], message: "must not be after today" };
  throw new Invalid("A launch is recorded when it has happened.", [problem]);
}

/** Whether a change was approved on a day of the program, or some part of it. Of an import only its decision is known. */
export async function wasApprovedOn(
  ctx: Context,
  { id, decidedAt }: Pick<ReviewRow, "id" | "decidedAt">,
  day: string,
): Promise<boolean> {
  const { timeZone } = await programSettings(ctx);
  const spans = await ctx.db
    .select({ from: reviewStates.fromAt, to: reviewStates.toAt })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, id), inArray(reviewStates.state, [...CAPABILITIES.record_launch.from])));
  if (spans.length === 0) return decidedAt !== null && dayIn(decidedAt, timeZone) <= day;
  return spans.some(({ from, to }) => dayIn(from, timeZone) <= day && (to === null || day <= dayIn(to, timeZone)));
}
