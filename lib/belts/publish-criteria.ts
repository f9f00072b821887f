import { and, inArray, sql } from "drizzle-orm";
import { isOffered } from "#db/conditions/training.ts";
import { beltCriteria, courses } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, type FieldProblem, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { newerVersionWords, refuseUnseen } from "#lib/newer-version.ts";
import { type PublishCriteriaInput, publishCriteriaInput } from "./input.ts";
import { BELTS, type CriteriaByBelt } from "./rules.ts";

/**
 * Publishes a new version of the criteria. Awarded belts stay, because they were measured by the version of their day.
 */
export async function publishCriteria(ctx: Context, input: PublishCriteriaInput): Promise<{ version: number }> {
  const { criteria, follows } = parse(publishCriteriaInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "belt.publish-criteria", null));
    await refuseUnknownCourses(ctx, criteria);
    const [last] = await ctx.db
      .select({ version: sql<number>`coalesce(max(${beltCriteria.version}), 0)` })
      .from(beltCriteria);
    const latest = last?.version ?? 0;
    refuseUnseen(follows, latest);
    const version = latest + 1;
    const [published] = await ctx.db
      .insert(beltCriteria)
      .values({ version, criteria, publishedById: personOf(ctx.actor)?.personId ?? null, publishedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ version: beltCriteria.version });
    if (!published) throw new Conflict(newerVersionWords(version, latest));
    await record(ctx, {
      type: "belt.criteria-published",
      subject: { kind: "program", id: 1 },
      data: { version },
    });
    return published;
  });
}

async function refuseUnknownCourses(ctx: Context, criteria: CriteriaByBelt): Promise<void> {
  const codes = BELTS.flatMap((belt) => criteria[belt].requiredCourses ?? []);
  if (codes.length === 0) return;
  const rows = await ctx.db
    .select({ code: courses.code })
    .from(courses)
    .where(and(inArray(courses.code, codes), isOffered()))
    // Locks the courses: one being retired can no longer be required, and none is retired before these criteria exist.
    .for("share");
  const known = new Set(rows.map(({ code }) => code));
  const problems: FieldProblem[] = BELTS.flatMap((belt) =>
    (criteria[belt].requiredCourses ?? []).flatMap((code, index) =>
      known.has(code)
        ? []
        : [{ path: ["criteria", belt, "requiredCourses", index], message: `course ${code} is not on offer` }],
    ),
  );
  if (problems.length > 0) throw new Invalid("The criteria require courses that are not on offer.", problems);
}
