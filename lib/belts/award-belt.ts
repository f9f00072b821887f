import { and, eq } from "drizzle-orm";
import { isActive } from "#db/conditions/guardians.ts";
import { beltAwards, guardianships, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Forbidden, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { evidenceOf, heldBelts, latestCriteria } from "./evidence.ts";
import { type AwardBeltInput, awardBeltInput } from "./input.ts";
import { awardRefusal, type Belt, type BeltEvidence, distance, highestBelt, NO_CRITERIA, nextBelt } from "./rules.ts";

type Receipt = { id: number; personId: number; belt: Belt };

/**
 * Awards an active guardian the next belt. The evidence is counted now, must meet every criterion, and is stored with
 * the award.
 */
export async function awardBelt(ctx: Context, input: AwardBeltInput): Promise<Receipt> {
  const { personId, belt, note } = parse(awardBeltInput, input);
  return transaction(ctx, async (ctx) => {
    const guardian = await lockGuardian(ctx, personId);
    ensure(may(ctx.actor, "belt.award", { personId }));
    const awardedById = personOf(ctx.actor)?.personId;
    if (awardedById === undefined) throw new Forbidden("Only a person can award a belt.");
    const next = nextBelt(highestBelt(await heldBelts(ctx, personId)));
    const published = await latestCriteria(ctx);
    const evidence = await evidenceOf(ctx, personId);
    const way = published && distance(evidence, published.criteria[belt]);
    const refusal = awardRefusal({ ...guardian, next, way }, belt);
    if (!published || refusal !== null) throw new Conflict(refusal ?? NO_CRITERIA);
    const [award] = await ctx.db
      .insert(beltAwards)
      .values({
        personId,
        belt,
        note,
        awardedById,
        criteriaVersion: published.version,
        evidence: frozen(evidence),
        awardedAt: ctx.now,
      })
      .returning({ id: beltAwards.id });
    if (!award) throw new NotFound("The award");
    await record(ctx, {
      type: "belt.awarded",
      subject: { kind: "person", id: personId },
      data: { awardId: award.id, personId, belt, criteriaVersion: published.version, toIds: [personId] },
    });
    return { ...award, personId, belt };
  });
}

/** Locks the person to serialise concurrent awards. */
async function lockGuardian(ctx: Context, personId: number): Promise<{ name: string; isActive: boolean }> {
  const [person] = await ctx.db.select().from(people).where(eq(people.id, personId)).for("no key update");
  if (!person) throw new NotFound("The person");
  const [active] = await ctx.db
    .select({ id: guardianships.id })
    .from(guardianships)
    .where(and(eq(guardianships.personId, personId), isActive()));
  return { name: person.name, isActive: person.deactivatedAt === null && active !== undefined };
}

function frozen({ courses, medianRating, ...counts }: BeltEvidence): Record<string, number> {
  return { ...counts, ...(medianRating === null ? {} : { medianRating }), courses: courses.length };
}
