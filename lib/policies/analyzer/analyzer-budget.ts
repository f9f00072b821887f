import { eq, lt, sql } from "drizzle-orm";
import { analyzerRequests } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { programSettings } from "#lib/program/settings.ts";
import { calendarDay, startOfDay } from "#lib/zoned-time.ts";

export type AnalyzerBudget = { day: string; requests: number; budget: number };

/** Today's AWS requests and their limit. Days follow the program's time zone. */
export async function analyzerBudget(ctx: Context): Promise<AnalyzerBudget> {
  const day = ctx.day;
  const { analyzerBudget: budget } = await programSettings(ctx);
  const [row] = await ctx.db
    .select({ requests: analyzerRequests.requests })
    .from(analyzerRequests)
    .where(eq(analyzerRequests.day, day));
  return { day, requests: row?.requests ?? 0, budget };
}

/** Counts one more request, unless the day's budget is used up. Several workers share one count. */
export async function takeRequest(
  ctx: Context,
  { day, budget }: Pick<AnalyzerBudget, "day" | "budget">,
): Promise<boolean> {
  if (budget < 1) return false;
  const taken = await ctx.db
    .insert(analyzerRequests)
    .values({ day, requests: 1 })
    .onConflictDoUpdate({
      target: analyzerRequests.day,
      set: { requests: sql`${analyzerRequests.requests} + 1` },
      setWhere: lt(analyzerRequests.requests, budget),
    })
    .returning({ requests: analyzerRequests.requests });
  return taken.length > 0;
}

/** When the next day begins, with its own budget. */
export async function nextBudgetAt(ctx: Context): Promise<Date> {
  const { timeZone } = await programSettings(ctx);
  const { year, month, day } = calendarDay(ctx.now, timeZone);
  return startOfDay({ year, month, day: day + 1 }, timeZone);
}
