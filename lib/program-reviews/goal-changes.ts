import { and, asc, desc, eq, gt, inArray, lt, lte, sql } from "drizzle-orm";
import { ofProgram } from "#db/conditions/program.ts";
import { events, goals, programReviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { eventNames } from "#lib/events/names.ts";
import { parseQuarter, quarterBounds } from "#lib/metrics/rules/quarter.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { GoalChange } from "./output.ts";

const CHANGES = { "goal.set": "set", "goal.edited": "edited", "goal.ended": "ended" } as const;
type ChangeType = keyof typeof CHANGES;
const TYPES = Object.keys(CHANGES) as ChangeType[];

type Review = Pick<typeof programReviews.$inferSelect, "quarter" | "openedAt" | "closedAt">;

/**
 * The moment from which goal changes belong to this review: when the previously opened one was closed, or else the
 * start of the quarter.
 */
export async function goalsSince(ctx: Context, { quarter, openedAt }: Review): Promise<Date> {
  const [before] = await ctx.db
    .select({ openedAt: programReviews.openedAt, closedAt: programReviews.closedAt })
    .from(programReviews)
    .where(lt(programReviews.openedAt, openedAt))
    .orderBy(desc(programReviews.openedAt))
    .limit(1);
  if (before) return before.closedAt && before.closedAt < openedAt ? before.closedAt : before.openedAt;
  const { timeZone } = await programSettings(ctx);
  const of = parseQuarter(quarter);
  return of ? quarterBounds(of, timeZone).start : openedAt;
}

/** What happened to the program's goals from then until the review was closed, or until now; read from the events. */
export async function goalChanges(ctx: Context, review: Review, since: Date): Promise<GoalChange[]> {
  const rows = await ctx.db
    .select({ event: events, goal: { id: goals.id, outcome: goals.outcome, metric: goals.metric } })
    .from(events)
    .innerJoin(goals, and(eq(goals.id, sql`(${events.data} ->> 'goalId')::int`), ofProgram()))
    .where(and(inArray(events.type, TYPES), gt(events.at, since), lte(events.at, review.closedAt ?? ctx.now)))
    .orderBy(asc(events.id));
  const names = await eventNames(
    ctx,
    rows.map(({ event }) => event),
  );
  return rows.map(({ event, goal }) => ({
    eventId: event.id,
    at: event.at.toISOString(),
    by: names.actor(event),
    change: CHANGES[event.type as ChangeType],
    fields: Array.isArray(event.data.fields) ? event.data.fields.map(String) : [],
    goal,
  }));
}
