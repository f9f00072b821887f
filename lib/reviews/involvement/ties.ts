import { and, type Column, type Placeholder, type SQL, sql } from "drizzle-orm";
import { compiledStatement } from "#db/compiled-statement.ts";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { findingPasses } from "#db/conditions/findings.ts";
import { grantHolds } from "#db/conditions/people.ts";
import { latestRunOf } from "#db/conditions/policies.ts";
import { statesConflict, waiverCounts } from "#db/conditions/reviews.ts";
import { belongedSince } from "#db/conditions/teams.ts";
import { rowsOf } from "#db/rows-of.ts";
import { reviews } from "#db/schema/index.ts";
import { type Context, nowOf } from "#lib/context.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { keepNewest } from "#lib/keep-newest.ts";
import { NO_TIES, type Ties, type TyingAct } from "#lib/reviews/rules/parts.ts";

export type Tie = { reviewId: number; act: TyingAct };

/** Roles read along with the actions that tie nobody. */
type Owning = "owns_finding" | "owns_condition";

type Among = (column: SQL) => SQL;

/**
 * The rows of `from` that match `which` name a review, a person and an action. The action ties them only if `counts`
 * also matches. `counts` takes longer to plan than to run, so it is checked only if someone has acted at all.
 */
type Deeds = {
  did: readonly { act: TyingAct | Owning; personId: SQL }[];
  reviewId: SQL;
  from: SQL;
  which?: SQL | undefined;
  joined?: SQL;
  counts?: SQL;
};

/**
 * The actions that tie people to reviews, in one round trip, because every write to a review needs them. A single
 * review is queried by its number: a plan for any list costs more than a new plan each time, and so is never cached.
 */
export async function tiesOf(ctx: Context, reviewIds: readonly number[]): Promise<Map<number, Ties>> {
  const [only, ...others] = reviewIds;
  const isOne = only !== undefined && others.length === 0;
  const acts = actsOfDay(dayOf(ctx), isOne ? ofOne : ofMany);
  const named = isOne ? only : `{${reviewIds.join(",")}}`;
  type Row = { reviewId: number; act: TyingAct | Owning; personId: number };
  const rows = await rowsOf<Row>(ctx.db, acts({ named, now: ctx.now.toISOString() }));
  const byReview = new Map<number, Ties>();
  for (const { reviewId, act, personId } of rows) {
    byReview.set(reviewId, withTie(byReview.get(reviewId) ?? NO_TIES, act, personId));
  }
  return byReview;
}

function withTie(ties: Ties, act: TyingAct | Owning, personId: number): Ties {
  switch (act) {
    case "owns_finding":
      return { ...ties, findingOwnerIds: [...ties.findingOwnerIds, personId] };
    case "owns_condition":
      return { ...ties, conditionOwnerIds: [...ties.conditionOwnerIds, personId] };
    default:
      return { ...ties, acts: [...ties.acts, { act, personId }] };
  }
}

/** Actions of a person, or of the person in a column of `reviews`, in the reviews of a condition. */
type Asked = { person: number | Column; acts: readonly TyingAct[]; among: SQL | undefined };

/** Which of these actions they have performed, and in which reviews; usually only a few. */
export async function tiesOfPerson(ctx: Context, asked: Asked): Promise<Tie[]> {
  const did = await whereTheyDid(ctx, asked);
  if (did.length === 0) return [];
  const ties = await tiesOf(
    ctx,
    did.map(({ reviewId }) => reviewId),
  );
  return did.flatMap(({ reviewId, personId }) => {
    const own = (ties.get(reviewId)?.acts ?? []).filter(
      ({ act, personId: by }) => by === personId && asked.acts.includes(act),
    );
    return own.map(({ act }) => ({ reviewId, act }));
  });
}

/** The distinct reviews in which they may have performed such an action. */
function whereTheyDid(ctx: Context, { person, acts, among }: Asked): Promise<{ reviewId: number; personId: number }[]> {
  const asked = ctx.db.select({ id: reviews.id }).from(reviews).where(among);
  const inThese: Among = (column) => sql`${column} = any(array(select id from asked))`;
  const all = deedsOf(dayOf(ctx), ctx.now).flatMap(({ did, reviewId, from, which }) => {
    const by = did.flatMap(({ act, personId }) => (acts.some((one) => one === act) ? [personId] : []));
    if (by.length === 0) return [];
    const they =
      typeof person === "number"
        ? sql`${person}::int`
        : sql`(select ${person} from ${reviews} where ${reviews.id} = ${reviewId})`;
    return sql`select ${reviewId} as "reviewId", ${they} as "personId" from ${from}
      where ${and(inThese(reviewId), which)} and ${they} in (${sql.join(by, sql`, `)})`;
  });
  return rowsOf(
    ctx.db,
    sql`with asked as materialized (${asked}), own as (${eventsAmong(inThese)}) ${sql.join(all, sql` union `)}`,
  );
}

const NAMED = sql.placeholder("named");
const ofOne: Among = (column) => sql`${column} = ${NAMED}`;
const ofMany: Among = (column) => sql`${column} = any(${NAMED}::int[])`;

/** All parameters of the query besides the moment and the reviews; they are the same for everyone on one day. */
type ProgramDay = { day: string; timeZone: string };

function dayOf(ctx: Context): ProgramDay {
  return { day: ctx.day, timeZone: nowOf(ctx).timeZone };
}

/** The newest statements, by their parameters. */
const known = new Map<string, ReturnType<typeof compiledStatement>>();
const MOST_KNOWN = 20;

function actsOfDay(of: ProgramDay, among: Among): ReturnType<typeof compiledStatement> {
  const key = [of.day, of.timeZone, among === ofOne ? "one" : "many"].join(" ");
  const acts = known.get(key) ?? compiledStatement(actsAmong(of, among));
  keepNewest(known, key, acts, MOST_KNOWN);
  return acts;
}

/**
 * The actions that tie people to the reviews, and the owners of their findings and conditions. `among` limits a column
 * that names a review.
 */
function actsAmong(of: ProgramDay, among: Among): SQL {
  const all = deedsOf(of, sql.placeholder("now")).map(({ did, reviewId, from, which, joined, counts }) => {
    const [one, ...others] = did.map(({ act, personId }) => sql`${act}::text, ${personId}`);
    const rows = sql`from ${from} ${joined ?? sql``}`;
    const where = and(among(reviewId), which, counts);
    if (others.length === 0) return sql`select ${reviewId}, ${one} ${rows} where ${where}`;
    const each = sql.join(
      [one, ...others].map((act) => sql`(${act})`),
      sql`, `,
    );
    return sql`select ${reviewId}, did.* ${rows} cross join lateral (values ${each}) as did where ${where}`;
  });
  return sql`
    with own as (${eventsAmong(among)}), reopened as (
      select review_id, max(at) as began from own where type = 'review.reopened' group by review_id
    ), lax as (
      select (data->>'profileId')::int as profile_id, (data->>'version')::int as version from events
      where type = 'check-profile.published' and data->'eased' = 'true'
    ), acts (review_id, act, person) as (${sql.join(all, sql` union `)})
    select review_id as "reviewId", act, person as "personId" from acts where person is not null`;
}

/** Review events that say who changed the evidence, and when the cycle began. */
function eventsAmong(among: Among): SQL {
  return sql`select subject_id as review_id, type, actor_id, data, at from events
    where subject_kind = 'review' and ${among(sql`subject_id`)}
      and type in ('review.threat-model-attached', 'review.edited', 'review.reopened')`;
}

/** `own`, `reopened` and `lax` come from `actsAmong`. */
function deedsOf({ day, timeZone }: ProgramDay, now: Date | Placeholder): readonly Deeds[] {
  const by = (act: TyingAct | Owning, personId: SQL) => ({ act, personId });
  const reviewId = sql`review_id`;
  const ofVersion = [
    by("author", sql`case when v.author_role <> 'jointly' then v.author_id end`),
    by("importer", sql`v.imported_by_id`),
  ];
  const sinceReopened = sql`left join reopened using (review_id)`;
  return [
    {
      did: [by("evidence", sql`added_by_id`), by("evidence", sql`removed_by_id`)],
      ...{ reviewId, from: sql`review_artefacts` },
    },
    { did: [by("evidence", sql`sealed_by_id`)], reviewId, from: sql`review_revisions` },
    {
      ...{ did: [by("evidence", sql`actor_id`)], reviewId, from: sql`own` },
      which: sql`(type = 'review.threat-model-attached' or (type = 'review.edited' and data->'fields' @> '["intake"]'))`,
    },
    {
      ...{ did: ofVersion, reviewId: sql`r.id` },
      from: sql`reviews r join threat_model_versions v on v.id = r.threat_model_version_id`,
    },
    // A newer version of the model replaces an older one, but the earlier writing stays in it.
    {
      ...{ did: ofVersion, reviewId: sql`own.review_id`, which: sql`own.type = 'review.threat-model-attached'` },
      from: sql`own join threat_model_versions v on v.id = (own.data->>'versionId')::int`,
      joined: sql`join reviews r on r.id = own.review_id join threat_model_versions attached on attached.id = r.threat_model_version_id`,
      counts: sql`attached.threat_model_id = v.threat_model_id`,
    },
    {
      ...{ did: [by("lowered", sql`by_id`)], reviewId, from: sql`review_tier_changes` },
      which: isLower(sql`to_tier`, sql`from_tier`),
      joined: sinceReopened,
      counts: sql`(began is null or at >= began or exists (
        select from reviews r where r.id = review_id and ${isLower(sql`r.tier`, sql`from_tier`)}))`,
    },
    {
      ...{ did: [by("waived", sql`approved_by_id`)], reviewId, from: sql`exceptions w`, joined: sinceReopened },
      which: sql`w.kind <> 'finding'`,
      counts: sql`(began is null or approved_at >= began
        or (${exceptionHoldsIn("w", day)} and (w.kind <> 'gate' or ${waiverCounts("w", day)})))`,
    },
    {
      ...{ did: [by("passed", sql`settled_by_id`)], reviewId, from: sql`findings` },
      which: findingPasses(day),
    },
    {
      ...{ did: [by("eased", sql`v.published_by_id`)], reviewId: sql`run.review_id` },
      from: sql`check_runs run join check_profile_versions v on v.id = run.profile_version_id`,
      joined: sql`join reviews r on r.id = run.review_id join lax on lax.profile_id = v.profile_id and lax.version = v.version`,
      counts: sql`run.id = ${latestRunOf(sql`r.id`, sql`r.current_revision`)}`,
    },
    {
      did: [
        by("changed_since", sql`case when a.added_at > r.decided_at then a.added_by_id end`),
        by("changed_since", sql`case when a.removed_at > r.decided_at then a.removed_by_id end`),
      ],
      ...{ reviewId: sql`r.id`, from: sql`review_artefacts a join reviews r on r.id = a.review_id` },
    },
    {
      ...{ did: [by("changed_since", sql`actor_id`)], reviewId, from: sql`own` },
      which: sql`type = 'review.threat-model-attached' and exists (
        select from reviews r where r.id = review_id and own.at > r.decided_at)`,
    },
    {
      ...{ did: [by("imported", sql`i.by_id`)], reviewId: sql`r.id` },
      from: sql`reviews r join review_imports i on i.id = r.import_id`,
    },
    {
      ...{ did: [by("imported", sql`i.by_id`)], reviewId },
      from: sql`review_import_changes c join review_imports i on i.id = c.import_id`,
    },
    {
      ...{ did: [by("reopened", sql`actor_id`)], reviewId, from: sql`own`, which: sql`type = 'review.reopened'` },
      counts: sql`exists (select from reviews r where r.id = review_id and r.import_id is not null)
        and not exists (select from review_decisions d where d.review_id = own.review_id and d.decided_at <= own.at)`,
    },
    {
      ...{ did: [by("team", sql`memberships.person_id`)], reviewId: sql`r.id` },
      from: sql`reviews r join memberships on memberships.team_id = r.team_id`,
      which: sql`${belongedSince(submittedOn({ day, timeZone }), day)} and exists (
        select from role_grants where role_grants.person_id = memberships.person_id and ${grantHolds(now)})`,
    },
    { did: [by("conflict", sql`person_id`)], reviewId, from: sql`review_claims`, which: statesConflict() },
    { did: [by("owns_finding", sql`owner_id`)], reviewId, from: sql`findings` },
    { did: [by("owns_condition", sql`owner_id`)], reviewId, from: sql`review_conditions` },
  ];
}

/** The day a row `r` of `reviews` was first submitted; today if it was not yet. */
function submittedOn({ day, timeZone }: ProgramDay): SQL {
  return sql`coalesce((r.first_submitted_at at time zone ${timeZone})::date, ${day}::date)`;
}

const TIER_ORDER = sql.raw(`array[${TIERS.map((tier) => `'${tier}'`).join(", ")}]`);

function isLower(tier: SQL, than: SQL): SQL {
  return sql`array_position(${TIER_ORDER}, ${tier}) < array_position(${TIER_ORDER}, ${than})`;
}
