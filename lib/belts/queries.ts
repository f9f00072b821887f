import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isHeld } from "#db/conditions/belts.ts";
import { isActive } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { lineColumns } from "#db/conditions/reviews.ts";
import { beltAwards, beltCriteria, guardianships, people, reviews } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import { mayReadPrivate } from "#lib/auth/private-facts.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewIdsByAct } from "#lib/reviews/involvement/involvement.ts";
import type { ReviewLine } from "#lib/reviews/output.ts";
import { lineOf } from "#lib/reviews/rules/line.ts";
import { evidenceOf, evidenceOfMany, latestCriteria } from "./evidence.ts";
import type { Award, BeltProgress, CriteriaVersion } from "./output.ts";
import { type Belt, type BeltItem, distance, highestBelt, nextBelt, REVIEW_ACTS, type ReviewAct } from "./rules.ts";

/** Every version of the criteria, the current one first. */
export async function criteriaVersions(ctx: Context): Promise<CriteriaVersion[]> {
  return ctx.db
    .select({
      version: beltCriteria.version,
      criteria: beltCriteria.criteria,
      publishedBy: { id: people.id, name: people.name },
      publishedAt: beltCriteria.publishedAt,
    })
    .from(beltCriteria)
    .leftJoin(people, eq(people.id, beltCriteria.publishedById))
    .orderBy(desc(beltCriteria.version));
}

/**
 * A person's belt and progress to the next: ratings (S06), and courses and remarks (S50), only for readers with access.
 */
export async function beltProgress(ctx: Context, personId: number): Promise<BeltProgress> {
  const ratings = may(ctx.actor, "feedback.read", { guardianId: personId }).allowed;
  const open = (await mayReadPrivate(ctx, personId)).allowed;
  const awards = await awardsOf(ctx, personId, { ratings, open });
  const current = highestBelt(awards.filter(({ revokedAt }) => revokedAt === null).map(({ belt }) => belt));
  const next = nextBelt(current);
  const published = await latestCriteria(ctx);
  if (next === null || published === null) {
    return { current, next, criteriaVersion: published?.version ?? null, items: [], reached: null, awards };
  }
  const items = distance(await evidenceOf(ctx, personId), published.criteria[next]);
  const isHidden = ({ criterion }: BeltItem) =>
    (criterion === "medianRating" && !ratings) || (criterion === "requiredCourses" && !open);
  return {
    current,
    next,
    criteriaVersion: published.version,
    items: items.map((item) => (isHidden(item) ? { ...item, have: null, met: null, missingCourses: [] } : item)),
    reached: items.some(isHidden) ? null : items.every(({ met }) => met),
    awards,
  };
}

async function awardsOf(
  ctx: Context,
  personId: number,
  { ratings, open }: { ratings: boolean; open: boolean },
): Promise<Award[]> {
  const rows = await ctx.db
    .select({ award: beltAwards, awardedBy: { id: people.id, name: people.name } })
    .from(beltAwards)
    .innerJoin(people, eq(people.id, beltAwards.awardedById))
    .where(eq(beltAwards.personId, personId))
    .orderBy(desc(beltAwards.awardedAt), desc(beltAwards.id));
  const hidden = [...(ratings ? [] : ["medianRating"]), ...(open ? [] : ["courses"])];
  return rows.map(({ award, awardedBy }) => {
    const told = Object.entries(award.evidence).filter(([key]) => !hidden.includes(key));
    const texts = open ? {} : { note: null, revokedReason: null };
    return { ...award, ...texts, evidence: Object.fromEntries(told), awardedBy };
  });
}

type BeltProposal = { person: { id: number; name: string }; belt: Belt };

/**
 * Active guardians who reached their next belt, for people who may award belts. Belts revoked under the same criteria
 * are excluded, because giving one back needs a person's judgement.
 */
export async function beltProposals(ctx: Context): Promise<BeltProposal[]> {
  const published = await latestCriteria(ctx);
  if (!published || !may(ctx.actor, "belt.award", { personId: 0 }).allowed) return [];
  const rows = await ctx.db
    .select({
      id: people.id,
      name: people.name,
      held: sql<Belt[]>`coalesce(json_agg(${beltAwards.belt}) filter (where ${beltAwards.id} is not null), '[]')`,
      taken: sql<Belt[]>`(select coalesce(json_agg(taken.belt), '[]') from ${beltAwards} as taken
        where taken.person_id = ${people.id} and taken.revoked_at is not null and taken.criteria_version = ${published.version})`,
    })
    .from(guardianships)
    .innerJoin(people, and(eq(people.id, guardianships.personId), isHere()))
    .leftJoin(beltAwards, and(eq(beltAwards.personId, people.id), isHeld()))
    .where(isActive())
    .groupBy(people.id)
    .orderBy(byName(people.name), asc(people.id));
  const evidence = await evidenceOfMany(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id, name, held, taken }) => {
    const belt = nextBelt(highestBelt(held));
    const counted = evidence.get(id);
    if (!belt || taken.includes(belt) || !counted || !may(ctx.actor, "belt.award", { personId: id }).allowed) return [];
    return distance(counted, published.criteria[belt]).every(({ met }) => met) ? [{ person: { id, name }, belt }] : [];
  });
}

type ReviewWithActs = ReviewLine & { acts: ReviewAct[] };

/** The latest reviews a person took part in, limited to those visible to the actor, each with the person's actions. */
export async function reviewsByAct(ctx: Context, personId: number, limit = 25): Promise<ReviewWithActs[]> {
  const done = reviewIdsByAct(ctx, personId);
  const acts: Record<ReviewAct, SQL> = {
    model: inArray(reviews.id, done.model),
    finding: inArray(reviews.id, done.finding),
    result: inArray(reviews.id, done.result),
    assigned: eq(reviews.guardianId, personId),
    requested: eq(reviews.requesterId, personId),
    reviewed: eq(reviews.reviewerId, personId),
  };
  const did = REVIEW_ACTS.map((act) => sql`case when ${acts[act]} then ${act}::text end`);
  const rows = await ctx.db
    .select({
      ...lineColumns(),
      acts: sql<ReviewAct[]>`array_to_json(array_remove(array[${sql.join(did, sql`, `)}], null))`,
    })
    .from(reviews)
    .where(and(visibleReviews(ctx), or(...Object.values(acts))))
    .orderBy(desc(reviews.updatedAt), desc(reviews.id))
    .limit(limit);
  return rows.map(lineOf);
}
