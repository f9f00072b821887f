import { and, desc, eq, gte, sql } from "drizzle-orm";
import { activities } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { daysAfter } from "#lib/zoned-time.ts";
import type { Activity, ActivityWeek } from "./output.ts";
import { type ActivityType, mondayOf } from "./rules.ts";

/** Minutes of recent weeks, the current one first, without empty weeks; null for readers without access (S06). */
export async function activityByWeek(ctx: Context, personId: number, weeks = 12): Promise<ActivityWeek[] | null> {
  if (!may(ctx.actor, "activity.read", { personId }).allowed) return null;
  const from = daysAfter(mondayOf(ctx.day), -7 * (weeks - 1));
  const week = sql<string>`to_char(date_trunc('week', ${activities.onDate}::timestamp), 'YYYY-MM-DD')`;
  const rows = await ctx.db
    .select({ week, type: activities.type, minutes: sql<number>`sum(${activities.minutes})::int` })
    .from(activities)
    .where(and(eq(activities.personId, personId), gte(activities.onDate, from)))
    .groupBy(week, activities.type)
    .orderBy(desc(week));
  return byWeek(rows);
}

/** Minutes of the current month so far; null for readers without access (S06). */
export async function minutesThisMonth(ctx: Context, personId: number): Promise<number | null> {
  if (!may(ctx.actor, "activity.read", { personId }).allowed) return null;
  const [sum] = await ctx.db
    .select({ minutes: sql<number>`coalesce(sum(${activities.minutes}), 0)::int` })
    .from(activities)
    .where(and(eq(activities.personId, personId), gte(activities.onDate, `${ctx.day.slice(0, 7)}-01`)));
  return sum?.minutes ?? 0;
}

function byWeek(rows: { week: string; type: ActivityType; minutes: number }[]): ActivityWeek[] {
  const weeks = new Map<string, ActivityWeek>();
  for (const { week, type, minutes } of rows) {
    const entry = weeks.get(week) ?? { week, minutes: 0, byType: {} };
    entry.minutes += minutes;
    entry.byType[type] = minutes;
    weeks.set(week, entry);
  }
  return [...weeks.values()];
}

/** A person's latest entries; null for readers without access (S06). */
export async function latestActivities(ctx: Context, personId: number, limit = 20): Promise<Activity[] | null> {
  if (!may(ctx.actor, "activity.read", { personId }).allowed) return null;
  return ctx.db
    .select()
    .from(activities)
    .where(eq(activities.personId, personId))
    .orderBy(desc(activities.onDate), desc(activities.id))
    .limit(limit);
}
