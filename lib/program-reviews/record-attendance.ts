import { and, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { people, programReviewAttendances } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { wasErasedWords } from "#lib/pseudonym.ts";
import { type RecordAttendanceInput, recordAttendanceInput } from "./input.ts";
import { lockProgramReview } from "./lock-program-review.ts";

type Receipt = { id: number; quarter: string };

/** Records who attended and what they said. For someone already recorded it updates what they said, if given. */
export async function recordAttendance(ctx: Context, quarter: string, input: RecordAttendanceInput): Promise<Receipt> {
  const { personId, said: given } = parse(recordAttendanceInput, input);
  return transaction(ctx, async (ctx) => {
    const review = await lockProgramReview(ctx, quarter, "record_attendance");
    const receipt = { id: review.id, quarter };
    const known = await attendanceOf(ctx, review.id, personId);
    const said = given ?? known?.said ?? "";
    if (known?.said === said) return receipt;
    await (known ? requireNotErased(ctx, personId) : requirePresent(ctx, personId));
    const row = { said, recordedById: personOf(ctx.actor)?.personId ?? null, recordedAt: ctx.now };
    await ctx.db
      .insert(programReviewAttendances)
      .values({ ...row, programReviewId: review.id, personId })
      .onConflictDoUpdate({
        target: [programReviewAttendances.programReviewId, programReviewAttendances.personId],
        set: row,
      });
    await record(ctx, {
      type: "program-review.attendance-recorded",
      subject: { kind: "program_review", id: review.id },
      data: { quarter, personId },
    });
    return receipt;
  });
}

async function attendanceOf({ db }: Context, programReviewId: number, personId: number) {
  const { programReviewId: of, personId: who, said } = programReviewAttendances;
  const [row] = await db
    .select({ said })
    .from(programReviewAttendances)
    .where(and(eq(of, programReviewId), eq(who, personId)));
  return row;
}

async function requirePresent({ db }: Context, personId: number): Promise<void> {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isHere()));
  if (!person) throw new NotFound("The person");
}

async function requireNotErased({ db }: Context, personId: number): Promise<void> {
  const [erased] = await db
    .select({ name: people.name, erasedAt: people.erasedAt })
    .from(people)
    .where(eq(people.id, personId))
    .for("share");
  if (erased?.erasedAt) throw new Conflict(wasErasedWords(erased.name));
}
