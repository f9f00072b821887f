import { and, eq } from "drizzle-orm";
import { ofQuarter, readableProgramReview } from "#db/conditions/program-reviews.ts";
import { programReviewAttendances, programReviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { mayWrite, type ProgramReviewVerb, programReviewState } from "./rules/capabilities.ts";

type Locked = typeof programReviews.$inferSelect & { attended: number };

/**
 * The program review of a quarter, kept from others until the transaction ends, for someone who may do this to it now.
 * Throws NotFound for one they may not read.
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
