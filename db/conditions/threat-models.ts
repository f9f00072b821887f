import { type AnyColumn, and, eq, exists, gt, inArray, isNotNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import { alias, unionAll } from "drizzle-orm/pg-core";
import { events, reviewRevisions, reviews, threatModelItemRevisions, threatModelVersions } from "#db/schema/index.ts";
import { visibleReviews, visibleServices } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { CLOSED_STATUSES } from "#lib/threat-models/documentation.ts";
import type { BlockingCheck } from "#lib/threat-models/rules/blocking-checks.ts";

const { detail, documentation, status } = threatModelItemRevisions;

/** What `statusKey` passes over: what a blank is in JavaScript beside those that PostgreSQL takes for one, and three signs. */
const PASSED_OVER = "[-[:space:]\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff_/]";

/** The statuses that `isClosedStatus` knows, in the file's own spelling. Letters are small as in English, whatever the database speaks. */
const closed = sql`regexp_replace(lower(${status} collate "C"), ${PASSED_OVER}, '', 'g') in (${sql.join(
  CLOSED_STATUSES.map((each) => sql`${each}`),
  sql`, `,
)})`;

const undocumented = sql`${detail}->>'undocumented' is not null`;

/**
 * The threats that each check says block: what `qualityItems` finds in the file, from what was written of it. Nothing is written
 * of a decision in versions from before it was looked at; what is accepted or transferred has no owner in any format.
 */
export const BLOCKS: Record<BlockingCheck, SQL | undefined> = {
  Q01: sql`${detail}->>'undocumented' = 'block'`,
  Q02: and(undocumented, closed),
  Q15: or(sql`${detail}->>'undecided' = 'true'`, sql`${documentation} in ('accepted', 'transferred')`),
};

/** A threat that stands in the way of an approval. */
export function blockingThreat(): SQL | undefined {
  return or(...Object.values(BLOCKS));
}

/** The rows of `threat_model_versions`, or of an alias, that hold a threat: nobody is credited with a model that holds none. */
export function holdsThreat({ threats }: { threats: AnyColumn } = threatModelVersions): SQL {
  return gt(threats, 0);
}

/**
 * The rows of `events`, or of an alias, by which someone attached a version to the review they are about, spelt as the index of these
 * events is.
 */
export function isAttaching({ subjectKind, type }: { subjectKind: AnyColumn; type: AnyColumn }): SQL {
  return sql`${type} = 'review.threat-model-attached' and ${subjectKind} = 'review'`;
}

/** The id of the version that such a row attached, or that was imported. */
export function attachedVersionId({ data }: { data: AnyColumn }): SQL<number> {
  return sql`(${data} ->> 'versionId')::int`;
}

/**
 * When the author of a row of `threat_model_versions` brought it in themselves: imported it, be it after others, or attached it to a
 * review. Null where others alone did: they may say who wrote it, and nobody is credited with what they are only said to have done.
 */
export function broughtInAt(): SQL {
  const { authorId, createdAt, id, importedById, threatModelId } = threatModelVersions;
  const byAuthor = sql`${attachedVersionId(events)} = ${id} and ${events.actorId} = ${authorId}`;
  const importing = sql`${events.type} = 'threat-model.imported' and ${events.subjectKind} = 'threat_model'
    and ${events.subjectId} = ${threatModelId}`;
  const first = (event: SQL) => sql`(select min(${events.at}) from ${events} where ${event} and ${byAuthor})`;
  return sql`case when ${importedById} = ${authorId} then ${createdAt}
    else least(${first(isAttaching(events))}, ${first(importing)}) end`;
}

const confirming = alias(events, "confirming");
const attachedBefore = alias(events, "attached_before");

/**
 * When someone last confirmed that a row of `threat_model_versions` still holds: attached it once more to a review that it had been
 * attached to. Null where nobody did; what a pipeline attaches again nobody has looked at.
 */
export function confirmedAt({ db }: Pick<Context, "db">): SQL<Date | null> {
  const { createdAt, id } = threatModelVersions;
  const held = db
    .select({ one: sql`1` })
    .from(attachedBefore)
    .where(
      and(
        isAttaching(attachedBefore),
        sql`${attachedVersionId(attachedBefore)} = ${id}`,
        eq(attachedBefore.subjectId, confirming.subjectId),
        lt(attachedBefore.id, confirming.id),
      ),
    );
  const again = and(
    isAttaching(confirming),
    sql`${attachedVersionId(confirming)} = ${id}`,
    isNotNull(confirming.actorId),
    exists(held),
  );
  const last = db
    .select({ at: sql`max(${confirming.at})` })
    .from(confirming)
    .where(again);
  return sql<Date | null>`(${last})`.mapWith(createdAt);
}

const earlier = alias(threatModelVersions, "earlier");

/** The rows of `threat_model_versions` that are the first of their model to hold a threat. */
export function isFirstWithThreat({ db }: Pick<Context, "db">): SQL | undefined {
  const { threatModelId, seq } = threatModelVersions;
  const before = and(eq(earlier.threatModelId, threatModelId), lt(earlier.seq, seq), holdsThreat(earlier));
  return and(holdsThreat(), notExists(db.select({ one: sql`1` }).from(earlier).where(before)));
}

/**
 * The versions, beside their model's row of `services`, that this actor may know of: all of a service whose evidence they may
 * know of, and of others those that a review they may see holds, or held in one of its revisions.
 */
export function visibleVersion(ctx: Context, versionId: AnyColumn = threatModelVersions.id): SQL | undefined {
  const held = ctx.db
    .select({ id: sql`${reviews.threatModelVersionId}` })
    .from(reviews)
    .where(visibleReviews(ctx));
  const sealed = ctx.db
    .select({ id: sql`(${reviewRevisions.evidence} ->> 'threatModelVersionId')::int` })
    .from(reviewRevisions)
    .innerJoin(reviews, eq(reviews.id, reviewRevisions.reviewId))
    .where(visibleReviews(ctx));
  return or(visibleServices(ctx), inArray(versionId, unionAll(held, sealed)));
}
