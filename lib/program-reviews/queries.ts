import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { attendedAsGuardian, ofQuarter, openFollowUp, readableProgramReview } from "#db/conditions/program-reviews.ts";
import { goals, people, programReviewAttendances, programReviewDecisions, programReviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { goalChanges, goalsSince } from "./goal-changes.ts";
import {
  type Attendance,
  type Decision,
  type ProgramReview,
  type ProgramReviewRow,
  programReviewSnapshotOutput,
} from "./output.ts";
import { followUpState, programReviewState } from "./rules/capabilities.ts";

/** The program reviews this actor may read, latest quarter first. */
export async function listProgramReviews(ctx: Context): Promise<ProgramReviewRow[]> {
  return (await reviewRows(ctx, readableProgramReview(ctx))).map(rowOf);
}

/** The current program review of a quarter. NotFound if this actor may not read it. */
export async function programReview(ctx: Context, quarter: string): Promise<ProgramReview> {
  const [row] = await reviewRows(ctx, and(ofQuarter(quarter), readableProgramReview(ctx)));
  if (!row) throw new NotFound("The program review");
  const { review, openedBy, closedBy } = row;
  const since = await goalsSince(ctx, review);
  return {
    ...rowOf(row),
    snapshotId: review.snapshotDigest,
    snapshot: programReviewSnapshotOutput.parse(review.snapshot),
    openedBy,
    openedAt: review.openedAt.toISOString(),
    closedBy,
    closedAt: review.closedAt?.toISOString() ?? null,
    attendance: await attendanceOf(ctx, review.id),
    decided: await decisionsOf(ctx, review.id),
    goalsSince: since.toISOString(),
    goalChanges: await goalChanges(ctx, review, since),
  };
}

async function reviewRows(ctx: Context, condition: SQL | undefined) {
  const opener = alias(people, "opener");
  const closer = alias(people, "closer");
  const attended = ctx.db
    .select({ of: programReviewAttendances.programReviewId, n: sql<number>`count(*)::int`.as("attended") })
    .from(programReviewAttendances)
    .groupBy(programReviewAttendances.programReviewId)
    .as("attended");
  const decided = ctx.db
    .select({
      of: programReviewDecisions.programReviewId,
      n: sql<number>`count(*)::int`.as("decisions"),
      owned: sql<number>`count(${programReviewDecisions.ownerId})::int`.as("owned"),
      open: sql<number>`(count(*) filter (where ${openFollowUp()}))::int`.as("open"),
    })
    .from(programReviewDecisions)
    .groupBy(programReviewDecisions.programReviewId)
    .as("decided");
  return ctx.db
    .select({
      review: programReviews,
      openedBy: { id: opener.id, name: opener.name },
      closedBy: { id: closer.id, name: closer.name },
      attended: attended.n,
      decided: { n: decided.n, owned: decided.owned, open: decided.open },
    })
    .from(programReviews)
    .leftJoin(opener, eq(opener.id, programReviews.openedById))
    .leftJoin(closer, eq(closer.id, programReviews.closedById))
    .leftJoin(attended, eq(attended.of, programReviews.id))
    .leftJoin(decided, eq(decided.of, programReviews.id))
    .where(condition)
    .orderBy(desc(programReviews.quarter));
}

type ReviewRow = Awaited<ReturnType<typeof reviewRows>>[number];

function rowOf({ review, attended, decided }: ReviewRow): ProgramReviewRow {
  const { id, quarter, heldOn } = review;
  return {
    id,
    quarter,
    heldOn,
    state: programReviewState(review),
    attended: attended ?? 0,
    decisions: decided?.n ?? 0,
    followUps: decided?.owned ?? 0,
    openFollowUps: decided?.open ?? 0,
  };
}

async function attendanceOf(ctx: Context, id: number): Promise<Attendance[]> {
  const { timeZone } = await programSettings(ctx);
  return ctx.db
    .select({
      person: { id: people.id, name: people.name },
      guardian: attendedAsGuardian(timeZone),
      said: programReviewAttendances.said,
    })
    .from(programReviewAttendances)
    .innerJoin(programReviews, eq(programReviews.id, programReviewAttendances.programReviewId))
    .innerJoin(people, eq(people.id, programReviewAttendances.personId))
    .where(eq(programReviews.id, id))
    .orderBy(byName(people.name), asc(people.id));
}

async function decisionsOf(ctx: Context, id: number): Promise<Decision[]> {
  const owner = alias(people, "owner");
  const settler = alias(people, "settler");
  const rows = await ctx.db
    .select({
      decision: programReviewDecisions,
      goal: { id: goals.id, outcome: goals.outcome, metric: goals.metric },
      owner: { id: owner.id, name: owner.name },
      settledBy: { id: settler.id, name: settler.name },
    })
    .from(programReviewDecisions)
    .leftJoin(goals, eq(goals.id, programReviewDecisions.goalId))
    .leftJoin(owner, eq(owner.id, programReviewDecisions.ownerId))
    .leftJoin(settler, eq(settler.id, programReviewDecisions.settledById))
    .where(eq(programReviewDecisions.programReviewId, id))
    .orderBy(asc(programReviewDecisions.id));
  return rows.map(({ decision, goal, owner, settledBy }) => ({
    id: decision.id,
    text: decision.text,
    goal,
    owner,
    dueOn: decision.dueOn,
    state: followUpState(decision),
    settledBy,
    settledAt: decision.settledAt?.toISOString() ?? null,
    settleReason: decision.settleReason,
  }));
}
