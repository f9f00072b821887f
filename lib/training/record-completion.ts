import { and, eq, sql } from "drizzle-orm";
import { completionIsKnown } from "#db/conditions/training.ts";
import { completions, courses, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, type FieldProblem, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { activateIfTrained } from "#lib/guardians/activate-if-trained.ts";
import { parse } from "#lib/input.ts";
import { dayWords } from "#lib/words.ts";
import { type RecordCompletionInput, recordCompletionInput } from "./input.ts";
import type { CompletionReceipt } from "./output.ts";
import { expiryDay, isKnown } from "./rules.ts";

/**
 * Records that a person completed a course on a day. Repeating the same completion changes nothing, and different
 * evidence is refused unless it replaces a completion without evidence.
 */
export async function recordCompletion(ctx: Context, input: RecordCompletionInput): Promise<CompletionReceipt> {
  const wanted = parse(recordCompletionInput, input);
  return transaction(ctx, async (ctx) => {
    const course = await findCourse(ctx, wanted.courseId);
    const person = await findPerson(ctx, wanted.personId);
    ensure(may(ctx.actor, "training.record", { personId: wanted.personId, managerId: person.managerId }));
    const known = { evidence: wanted.evidence, recordedById: personOf(ctx.actor)?.personId ?? null };
    refuseWrong({ ...wanted, ...known }, ctx.day);
    const row = { ...known, expiresOn: expiryDay(wanted.completedOn, course.validMonths), createdAt: ctx.now };
    const [added] = await ctx.db
      .insert(completions)
      .values({ ...wanted, ...row })
      .onConflictDoUpdate({
        target: [completions.personId, completions.courseId, completions.completedOn],
        set: row,
        setWhere: sql`not ${completionIsKnown()}`,
      })
      .returning();
    if (!added) {
      const same = await theSame(ctx, wanted);
      if (wanted.evidence === "" || wanted.evidence === same.evidence) {
        return { ...same, activated: false, isNew: false };
      }
      const already = `${course.title} is already recorded as completed by ${person.name} on ${dayWords(same.completedOn)}`;
      throw new Conflict(
        `${already}, ${same.evidence === "" ? "without" : "with different"} evidence. Record another day if it was done again.`,
      );
    }
    await record(ctx, {
      type: "training.completed",
      subject: { kind: "course", id: course.id },
      data: { completionId: added.id, personId: wanted.personId, courseId: course.id },
    });
    return { ...added, activated: await activateIfTrained(ctx, wanted.personId), isNew: true };
  });
}

function refuseWrong(wanted: Parameters<typeof isKnown>[0] & { completedOn: string }, today: string): void {
  const problems: FieldProblem[] = [];
  if (wanted.completedOn > today) problems.push({ path: ["completedOn"], message: "must be today or earlier" });
  if (!isKnown(wanted)) problems.push({ path: ["evidence"], message: "is required for your own completion" });
  if (problems.length === 0) return;
  throw new Invalid("Use a date no later than today, and add evidence for your own completion.", problems);
}

async function findCourse(ctx: Context, id: number) {
  const [course] = await ctx.db.select().from(courses).where(eq(courses.id, id)).for("share");
  if (!course) throw new NotFound("The course");
  if (course.retiredAt) throw new Conflict(`${course.title} is no longer offered.`);
  return course;
}

async function findPerson(ctx: Context, id: number): Promise<{ name: string; managerId: number | null }> {
  const [person] = await ctx.db
    .select({ name: people.name, managerId: people.managerId, deactivatedAt: people.deactivatedAt })
    .from(people)
    .where(eq(people.id, id));
  if (!person) throw new NotFound("The person");
  if (person.deactivatedAt)
    throw new Conflict(`${person.name} has left. No more completions can be recorded for them.`);
  return person;
}

async function theSame(ctx: Context, wanted: { personId: number; courseId: number; completedOn: string }) {
  const [row] = await ctx.db
    .select()
    .from(completions)
    .where(
      and(
        eq(completions.personId, wanted.personId),
        eq(completions.courseId, wanted.courseId),
        eq(completions.completedOn, wanted.completedOn),
      ),
    );
  if (!row) throw new NotFound("The completion");
  return row;
}
