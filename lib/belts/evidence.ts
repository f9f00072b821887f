import { and, asc, desc, eq, inArray, isNotNull, min, sql } from "drizzle-orm";
import { isHeld } from "#db/conditions/belts.ts";
import { ratedByAnother } from "#db/conditions/reviews.ts";
import { broughtInAt, holdsThreat } from "#db/conditions/threat-models.ts";
import { completionCounts } from "#db/conditions/training.ts";
import {
  beltAwards,
  beltCriteria,
  completions,
  courses,
  guardianMoves,
  guardianships,
  reviewFeedback,
  reviews,
  threatModelVersions,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { guardianCredited } from "#lib/reviews/involvement/involvement.ts";
import { type Belt, type BeltEvidence, type CriteriaByBelt, monthsActive } from "./rules.ts";

/** The current criteria, or null if none are published. */
export async function latestCriteria(ctx: Context): Promise<{ version: number; criteria: CriteriaByBelt } | null> {
  const [row] = await ctx.db
    .select({ version: beltCriteria.version, criteria: beltCriteria.criteria })
    .from(beltCriteria)
    .orderBy(desc(beltCriteria.version))
    .limit(1);
  return row ?? null;
}

/** A person's belts, without revoked ones. */
export async function heldBelts(ctx: Context, personId: number): Promise<Belt[]> {
  const rows = await ctx.db
    .select({ belt: beltAwards.belt })
    .from(beltAwards)
    .where(and(eq(beltAwards.personId, personId), isHeld()));
  return rows.map(({ belt }) => belt);
}

/** A person's evidence, counted now. Ignores the actor's access: callers hide what the actor may not see. */
export async function evidenceOf(ctx: Context, personId: number): Promise<BeltEvidence> {
  const [evidence] = (await evidenceOfMany(ctx, [personId])).values();
  return evidence ?? { reviewsInvolved: 0, threatModelsAuthored: 0, medianRating: null, monthsActive: 0, courses: [] };
}

/** Like `evidenceOf`, for many people in a fixed number of queries. */
export async function evidenceOfMany(ctx: Context, ids: readonly number[]): Promise<Map<number, BeltEvidence>> {
  if (ids.length === 0) return new Map();
  const reviewsInvolved = await involvedCounts(ctx, ids);
  const threatModelsAuthored = await authoredCounts(ctx, ids);
  const medians = await medianRatings(ctx, ids);
  const moves = await movesOf(ctx, ids);
  const held = await coursesHeld(ctx, ids);
  return new Map(
    ids.map((id) => [
      id,
      {
        reviewsInvolved: reviewsInvolved.get(id) ?? 0,
        threatModelsAuthored: threatModelsAuthored.get(id) ?? 0,
        medianRating: medians.get(id) ?? null,
        monthsActive: monthsActive(
          moves.filter((move) => move.personId === id),
          ctx.now,
        ),
        courses: held.filter((course) => course.personId === id).map(({ code }) => code),
      },
    ]),
  );
}

type Counted = { id: number | null; n: number };

function byPerson(rows: Counted[]): Map<number, number> {
  return new Map(rows.flatMap(({ id, n }) => (id === null ? [] : [[id, n] as const])));
}

async function involvedCounts(ctx: Context, ids: readonly number[]) {
  const rows = await ctx.db
    .select({ id: reviews.guardianAtSubmitId, n: sql<number>`count(*)::int` })
    .from(reviews)
    .where(and(inArray(reviews.guardianAtSubmitId, [...ids]), guardianCredited(ctx)))
    .groupBy(reviews.guardianAtSubmitId);
  return byPerson(rows);
}

/**
 * Models with a threat, imported or attached by their author. Versions of one model count once, and so do models with
 * equal items, whatever their names. Versions without an items digest are compared by meaning, or by bytes.
 */
async function authoredCounts(ctx: Context, ids: readonly number[]) {
  const { authorId, threatModelId, itemsMeaning, meaning, sha256 } = threatModelVersions;
  const whole = sql`coalesce(${meaning}, ${sha256})`;
  const brought = ctx.db
    .select({
      authorId,
      threatModelId,
      // An old version joins newer ones with the same overall meaning.
      items: sql<string>`coalesce(max(${itemsMeaning}) over (partition by ${authorId}, ${whole}), ${whole})`.as(
        "items",
      ),
    })
    .from(threatModelVersions)
    .where(and(inArray(authorId, [...ids]), holdsThreat(), isNotNull(broughtInAt())))
    .as("brought");
  const said = ctx.db
    .select({ authorId: brought.authorId, modelId: min(brought.threatModelId).as("model_id") })
    .from(brought)
    .groupBy(brought.authorId, brought.items)
    .as("said");
  const rows = await ctx.db
    .select({ id: said.authorId, n: sql<number>`count(distinct ${said.modelId})::int` })
    .from(said)
    .groupBy(said.authorId);
  return byPerson(rows);
}

/**
 * The median of each review's mean of four ratings, to two decimals. Declined feedback and own ratings do not count.
 */
async function medianRatings(ctx: Context, ids: readonly number[]) {
  const mean = sql`(${reviewFeedback.scope} + ${reviewFeedback.threats} + ${reviewFeedback.mitigations} + ${reviewFeedback.validation}) / 4.0`;
  const rows = await ctx.db
    .select({
      id: reviewFeedback.guardianId,
      n: sql<number>`round((percentile_cont(0.5) within group (order by ${mean}))::numeric, 2)::float8`,
    })
    .from(reviewFeedback)
    .where(
      and(
        inArray(reviewFeedback.guardianId, [...ids]),
        ratedByAnother(),
        isNotNull(reviewFeedback.scope),
        isNotNull(reviewFeedback.threats),
        isNotNull(reviewFeedback.mitigations),
        isNotNull(reviewFeedback.validation),
      ),
    )
    .groupBy(reviewFeedback.guardianId);
  return byPerson(rows);
}

async function movesOf(ctx: Context, ids: readonly number[]) {
  return ctx.db
    .select({ personId: guardianships.personId, to: guardianMoves.toState, at: guardianMoves.at })
    .from(guardianMoves)
    .innerJoin(guardianships, eq(guardianships.id, guardianMoves.guardianshipId))
    .where(inArray(guardianships.personId, [...ids]))
    .orderBy(asc(guardianMoves.at), asc(guardianMoves.id));
}

async function coursesHeld(ctx: Context, ids: readonly number[]) {
  const day = ctx.day;
  return ctx.db
    .selectDistinct({ personId: completions.personId, code: courses.code })
    .from(completions)
    .innerJoin(courses, eq(courses.id, completions.courseId))
    .where(and(inArray(completions.personId, [...ids]), completionCounts(day)))
    .orderBy(asc(courses.code));
}
