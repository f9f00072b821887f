import { and, eq } from "drizzle-orm";
import { ofQuarter, readableProgramReview } from "#db/conditions/program-reviews.ts";
import { programReviewAttendances, programReviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { mayWrite, type ProgramReviewVerb, programReviewState } from "./rules/capabilities.ts";

type Locked = typeof programReviews.$inferSelect & { attended: number };

/**
 * A quarter's program review, locked until the transaction ends, for someone who may now perform this verb. Throws
 * NotFound if they may not read it.
 */
export async function lockProgramReview(ctx: Context, quarter: string, verb: ProgramReviewVerb): Promise<Locked> {
  const [row] = await ctx.db
    .select()
    .from(programReviews)
    .where(and(ofQuarter(quarter), readableProgramReview(ctx)))
    .for("update");
  if (!row) throw new NotFound("The program review");
  const attended = await ctx.db.$count(programReviewAttendances, eq(programReviewAttendances.programReviewId, row.id));
  ensure(mayWrite(ctx.actor, verb, { state: programReviewState(row), attended }));
  return { ...row, attended };
}
