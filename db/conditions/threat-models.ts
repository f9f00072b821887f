import { type AnyColumn, and, eq, exists, gt, inArray, isNotNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import { alias, unionAll } from "drizzle-orm/pg-core";
import { events, reviewRevisions, reviews, threatModelItemRevisions, threatModelVersions } from "#db/schema/index.ts";
import { visibleReviews, visibleServices } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { CLOSED_STATUSES } from "#lib/threat-models/documentation.ts";
import type { BlockingCheck } from "#lib/threat-models/rules/blocking-checks.ts";

const { detail, documentation, status } = threatModelItemRevisions;

/** Characters `statusKey` ignores: JavaScript blanks beyond those PostgreSQL knows, and three signs. */
const PASSED_OVER = "[-[:space:]\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff_/]";

/**
 * The statuses known to `isClosedStatus`, in the file's spelling. Lower-cased as in English, whatever the database
 * locale.
 */
const closed = sql`regexp_replace(lower(${status} collate "C"), ${PASSED_OVER}, '', 'g') in (${sql.join(
  CLOSED_STATUSES.map((each) => sql`${each}`),
  sql`, `,
)})`;

const undocumented = sql`${detail}->>'undocumented' is not null`;

/**
 * Blocking threats by check: what `qualityItems` finds in the file, from the stored data. Old versions have no decision
 * recorded; no format gives accepted or transferred threats an owner.
 */
export const BLOCKS: Record<BlockingCheck, SQL | undefined> = {
  Q01: sql`${detail}->>'undocumented' = 'block'`,
  Q02: and(undocumented, closed),
  Q15: or(sql`${detail}->>'undecided' = 'true'`, sql`${documentation} in ('accepted', 'transferred')`),
};

/** A threat that blocks an approval. */
export function blockingThreat(): SQL | undefined {
  return or(...Object.values(BLOCKS));
}

/** Rows of `threat_model_versions`, or of an alias, containing a threat: nobody is credited for a model without one. */
export function holdsThreat({ threats }: { threats: AnyColumn } = threatModelVersions): SQL {
  return gt(threats, 0);
}

/** Rows of `events`, or of an alias, where someone attached a version to their review, written to match the index. */
export function isAttaching({ subjectKind, type }: { subjectKind: AnyColumn; type: AnyColumn }): SQL {
  return sql`${type} = 'review.threat-model-attached' and ${subjectKind} = 'review'`;
}

/** The version id attached by such an event, or imported. */
export function attachedVersionId({ data }: { data: AnyColumn }): SQL<number> {
  return sql`(${data} ->> 'versionId')::int`;
}

/**
 * When the author of a row of `threat_model_versions` imported it, even after others, or attached it to a review. Null
 * if only others did: they may name an author, but credit requires the author's own action.
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
 * When someone last confirmed a row of `threat_model_versions` by attaching it again to the same review. Null if nobody
 * did; attachments by a pipeline do not count, because nobody looked.
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

/** Rows of `threat_model_versions` that are their model's first with a threat. */
export function isFirstWithThreat({ db }: Pick<Context, "db">): SQL | undefined {
  const { threatModelId, seq } = threatModelVersions;
  const before = and(eq(earlier.threatModelId, threatModelId), lt(earlier.seq, seq), holdsThreat(earlier));
  return and(holdsThreat(), notExists(db.select({ one: sql`1` }).from(earlier).where(before)));
}

/**
 * Versions this actor may see, joined with their model's row of `services`: all of services whose evidence they may
 * see, otherwise those in any revision of a visible review.
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
