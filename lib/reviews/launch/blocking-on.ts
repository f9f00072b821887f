import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { LATEST_RUN_FIRST } from "#db/conditions/policies.ts";
import { checkRuns, events, findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { daysOf, heldOn } from "#lib/exceptions/rules.ts";
import { blockingUnder } from "#lib/policies/blocking-results.ts";
import { daysSettled, type FindingAct } from "#lib/reviews/rules/days-settled.ts";
import { beginningOf, dayIn, daysAfter } from "#lib/zoned-time.ts";

type Day = { day: string; timeZone: string };

/**
 * The moments since which the blocking findings of a review were open, for those open all day long: when raised, or
 * when reopened. A finding stores only its last resolution. For now, and in SQL: `cameSince`.
 */
export async function findingsBlockingOn(ctx: Context, reviewId: number, { day, timeZone }: Day): Promise<Date[]> {
  const raised = await ctx.db
    .select({ id: findings.id, createdAt: findings.createdAt, acceptedUntil: acceptedUntil() })
    .from(findings)
    .where(and(eq(findings.reviewId, reviewId), eq(findings.blocking, true)))
    .orderBy(asc(findings.id));
  const before = raised.filter(({ createdAt }) => dayIn(createdAt, timeZone) < day);
  if (before.length === 0) return [];
  const acts = await ctx.db
    .select({ at: events.at, data: sql<Pick<FindingAct, "state" | "endsOn"> & { findingId: number }>`${events.data}` })
    .from(events)
    .where(
      and(
        eq(events.subjectKind, "review"),
        eq(events.subjectId, reviewId),
        inArray(events.type, ["finding.settled", "finding.risk-recommended"]),
      ),
    )
    .orderBy(asc(events.id));
  return before.flatMap(({ id, createdAt, acceptedUntil }) => {
    const own = acts.filter(({ data }) => data.findingId === id);
    const days = daysSettled(
      own.map(({ at, data: { state, endsOn } }) => ({ at, on: dayIn(at, timeZone), state, endsOn })),
      acceptedUntil,
    );
    if (days.some((one) => heldOn(one, day))) return [];
    const last = days.findLast(({ from }) => from < day);
    if (!last?.until) return createdAt;
    return last.openAt ?? beginningOf(daysAfter(last.until, 1), timeZone);
  });
}

type Checked = { reviewId: number; revision: number };

/**
 * How many results of a revision blocked all day long, by the checks finished on an earlier day and by the day's own.
 */
export async function resultsBlockingOn(
  ctx: Context,
  { reviewId, revision }: Checked,
  { day, timeZone }: Day,
): Promise<number> {
  const runs = await ctx.db
    .select({ id: checkRuns.id, finishedAt: checkRuns.finishedAt })
    .from(checkRuns)
    .where(and(eq(checkRuns.reviewId, reviewId), eq(checkRuns.revision, revision), eq(checkRuns.state, "finished")))
    .orderBy(...LATEST_RUN_FIRST);
  const finished = runs.flatMap(({ id, finishedAt }) => (finishedAt ? [{ id, on: dayIn(finishedAt, timeZone) }] : []));
  const before = finished.find(({ on }) => on < day);
  if (!before) return 0;
  const runIds = [before, ...finished.filter(({ on }) => on === day)].map(({ id }) => id);
  return blockingUnder(ctx, { reviewId, runIds }, (waiver) => heldOn(daysOf(waiver, timeZone), day));
}
