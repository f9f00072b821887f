import {
  and,
  type Column,
  eq,
  exists,
  gt,
  gte,
  isNotNull,
  isNull,
  lt,
  ne,
  not,
  notExists,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import { compiledStatement } from "#db/compiled-statement.ts";
import { answersMoreThanOwnError, foundByGuardian, isAnswer, validFinding } from "#db/conditions/findings.ts";
import { guardianHasLeft, ratedByAnother } from "#db/conditions/reviews.ts";
import { attachedVersionId, broughtInAt, holdsThreat, isAttaching } from "#db/conditions/threat-models.ts";
import { rowsOf } from "#db/rows-of.ts";
import { events, findings, reviewFeedback, reviews, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { firstSubmitOf } from "#lib/reviews/drafts/first-submit.ts";

const guardian = reviews.guardianAtSubmitId;
const attaching = alias(events, "attaching");
const attached = alias(threatModelVersions, "attached");
const attachingBefore = alias(events, "attaching_before");
const attachedBefore = alias(threatModelVersions, "attached_before");
const sayingSame = alias(threatModelVersions, "saying_same");
const other = alias(reviews, "other");
const attachingNext = alias(events, "attaching_next");

/** Up to the decision in this column; up to now if there is none. */
const upTo = (decidedAt: Column) => sql`coalesce(${decidedAt}, 'infinity'::timestamptz)`;

/**
 * When an attached version became part of a submitted review. A version attached to a draft counts from its submission.
 */
const partSince = (event: { at: Column }, review: typeof reviews | typeof other) =>
  sql`greatest(${event.at}, ${firstSubmitOf(review)})`;

const PART_SINCE = partSince(attaching, reviews);

/** Whether a draft's attachment was still there at submission; one corrected earlier is part of nothing. */
function wasSubmitted(
  db: Context["db"],
  event: typeof attaching | typeof attachingBefore,
  review: typeof reviews | typeof other,
): SQL | undefined {
  const { subjectId, id, at } = attachingNext;
  const ofSame = and(isAttaching(attachingNext), eq(subjectId, event.subjectId));
  const next = db
    .select({ one: sql`1` })
    .from(attachingNext)
    .where(and(ofSame, gt(id, event.id), lt(at, firstSubmitOf(review))));
  return or(gte(event.at, firstSubmitOf(review)), notExists(next));
}

/** A person's substantive actions, at any time or only when they count, each as a condition over its rows. */
export function actsOf(
  person: SQLWrapper | number,
  when: (at: SQLWrapper) => SQL | undefined = () => undefined,
  wroteAt: SQLWrapper = broughtInAt(),
) {
  const by = (column: Column) => sql`${column} = ${person}`;
  return {
    raisedFinding: and(by(findings.raisedById), foundByGuardian(), validFinding(), when(findings.createdAt)),
    answeredFinding: and(isAnswer(), by(events.actorId), answersMoreThanOwnError(), when(events.at)),
    wroteVersion: and(by(threatModelVersions.authorId), holdsThreat(), isNotNull(broughtInAt()), when(wroteAt)),
    triagedResult: and(by(waiverAsks.askedById), isNotNull(waiverAsks.fingerprint), when(waiverAsks.askedAt)),
  };
}

/**
 * As `actsOf`, for the guardian of a review. A version counts once it is part of the review and if they submitted it.
 */
const actsOfGuardian = (when: (at: SQLWrapper) => SQL) =>
  actsOf(guardian, when, sql`greatest(${PART_SINCE}, ${broughtInAt()})`);

/**
 * The attached version, with the versions of its model that it equals or follows; all of them are part of a review with
 * it.
 */
function isPartWith(
  version: typeof attached | typeof attachedBefore,
  part: typeof threatModelVersions | typeof sayingSame = threatModelVersions,
): SQL | undefined {
  return and(eq(version.threatModelId, part.threatModelId), gte(version.seq, part.seq));
}

/**
 * The rows of `attaching` and `threat_model_versions`, joined with their review, where the version was first part of
 * any review. Work counts for one review; a later review counts only work done for it. The same items of the service
 * under another name count as written earlier. A draft, a review already decided, and one cancelled before this one's
 * decision leave it to the next.
 */
function isFirstPart(db: Context["db"]): SQL {
  const sameBefore = and(eq(attachingBefore.subjectId, reviews.id), lt(attachingBefore.id, attaching.id));
  const otherBefore = and(
    ne(other.id, reviews.id),
    isNotNull(other.firstSubmittedAt),
    sql`${attachingBefore.at} <= ${upTo(other.firstDecidedAt)}`,
    sql`(${partSince(attachingBefore, other)}, ${other.id}) < (${PART_SINCE}, ${reviews.id})`,
    or(isNotNull(other.firstDecidedAt), isNull(other.endedAt), sql`${other.endedAt} > ${upTo(reviews.firstDecidedAt)}`),
  );
  const isBefore = and(
    isAttaching(attachingBefore),
    wasSubmitted(db, attachingBefore, other),
    or(sameBefore, otherBefore),
  );
  const before = db
    .select({ one: sql`1` })
    .from(attachedBefore)
    .innerJoin(attachingBefore, eq(attachedVersionId(attachingBefore), attachedBefore.id))
    .innerJoin(other, eq(other.id, attachingBefore.subjectId))
    .where(and(isPartWith(attachedBefore), isBefore));
  // A separate query, because both together have no equality to join on.
  const saidBefore = db
    .select({ one: sql`1` })
    .from(sayingSame)
    .innerJoin(attachedBefore, isPartWith(attachedBefore, sayingSame))
    .innerJoin(attachingBefore, eq(attachedVersionId(attachingBefore), attachedBefore.id))
    .innerJoin(other, eq(other.id, attachingBefore.subjectId))
    .where(
      and(
        eq(sayingSame.itemsMeaning, threatModelVersions.itemsMeaning),
        eq(other.serviceId, reviews.serviceId),
        isBefore,
      ),
    );
  return and(wasSubmitted(db, attaching, reviews), notExists(before), notExists(saidBefore)) ?? notExists(before);
}

const INVOLVED = actsOfGuardian((at) => sql`${at} <= ${upTo(reviews.firstDecidedAt)}`);

/**
 * The condition over `reviews` that the guardian was involved. They were active at the first submit, and before the
 * first decision did one of four things: wrote and submitted a threat model version with threats (attached then and
 * part of no earlier review); raised a valid finding as the guardian; answered a finding; or requested a waiver of a
 * check result. Computed from actions; nobody enters it.
 */
export function guardianInvolved(ctx: Pick<Context, "db">): SQL {
  return guardianDid(ctx, INVOLVED);
}

/** When the guardian of the enclosing row of `reviews` was last rated for it, or rating was declined. */
const LAST_RATED = sql`coalesce((select max(${reviewFeedback.createdAt}) from ${reviewFeedback}
  where ${reviewFeedback.reviewId} = ${reviews.id} and ${reviewFeedback.guardianId} = ${guardian}
    and ${ratedByAnother()}), '-infinity'::timestamptz)`;

/**
 * What a review shows about its guardian and gets rated: actions up to the last decision, while credit ends with the
 * first.
 */
const SO_FAR = actsOfGuardian((at) => sql`${at} <= ${upTo(reviews.decidedAt)}`);
const UNRATED = actsOfGuardian((at) => sql`${at} > ${LAST_RATED} and ${at} <= ${upTo(reviews.decidedAt)}`);

/**
 * The condition over `reviews` that the guardian has unrated involvement: actions since the last rating and before the
 * last decision.
 */
function inputUnrated(ctx: Pick<Context, "db">): SQL {
  return guardianDid(ctx, UNRATED);
}

/** The condition over `reviews` that the reviewer must rate the guardian's work. In a rule: `feedbackObstacle`. */
export function feedbackOwed(ctx: Pick<Context, "db">): SQL | undefined {
  return and(sql`${reviews.reviewerId} is distinct from ${guardian}`, not(guardianHasLeft()), inputUnrated(ctx));
}

function guardianDid({ db }: Pick<Context, "db">, acts: ReturnType<typeof actsOf>): SQL {
  const one = { one: sql`1` };
  const wrote = db
    .select(one)
    .from(attaching)
    .innerJoin(attached, eq(attached.id, attachedVersionId(attaching)))
    .innerJoin(threatModelVersions, isPartWith(attached))
    .where(and(isAttaching(attaching), eq(attaching.subjectId, reviews.id), acts.wroteVersion, isFirstPart(db)));
  const raised = db
    .select(one)
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), acts.raisedFinding));
  const answered = db
    .select(one)
    .from(events)
    .where(and(eq(events.subjectId, reviews.id), acts.answeredFinding));
  const triaged = db
    .select(one)
    .from(waiverAsks)
    .where(and(eq(waiverAsks.reviewId, reviews.id), acts.triagedResult));
  const byAct = and(isNotNull(guardian), or(exists(wrote), exists(raised), exists(answered), exists(triaged)));
  return byAct ?? sql`false`;
}

/**
 * The condition over `reviews` that the guardian gets credit, in belts and letters as in M10: involvement in a decided
 * review. Reviews cancelled before a decision credit nobody.
 */
export function guardianCredited(ctx: Pick<Context, "db">): SQL {
  return and(isNotNull(reviews.firstDecidedAt), guardianInvolved(ctx)) ?? sql`false`;
}

/**
 * The ids of the reviews matching `guardianCredited`, as one query to join when counting thousands of reviews. Checking
 * each would cost more planning time than the answer.
 */
export function creditedReviewIds({ db }: Pick<Context, "db">) {
  const { raised, answered, model, result } = reviewIdsBy(
    db,
    actsOfGuardian((at) => sql`${at} <= ${reviews.firstDecidedAt}`),
  );
  return union(raised, answered, model, result);
}

/**
 * The ids of the reviews where a person performed each action `guardianInvolved` counts, as one query per action: at
 * any time, in any role, and whatever the outcome of a finding.
 */
export function reviewIdsByAct({ db }: Pick<Context, "db">, personId: number) {
  const raisedFinding = eq(findings.raisedById, personId);
  const answeredFinding = and(isAnswer(), eq(events.actorId, personId));
  const acts = { ...actsOf(personId), raisedFinding, answeredFinding };
  const { raised, answered, model, result } = reviewIdsBy(db, acts);
  return { finding: union(raised, answered), model, result };
}

function reviewIdsBy(db: Context["db"], acts: ReturnType<typeof actsOf>) {
  const { raisedFinding, answeredFinding, wroteVersion, triagedResult } = acts;
  const id = { id: reviews.id };
  return {
    raised: db.select(id).from(findings).innerJoin(reviews, eq(reviews.id, findings.reviewId)).where(raisedFinding),
    answered: db.select(id).from(events).innerJoin(reviews, eq(reviews.id, events.subjectId)).where(answeredFinding),
    model: db
      .select(id)
      .from(attaching)
      .innerJoin(reviews, eq(reviews.id, attaching.subjectId))
      .innerJoin(attached, eq(attached.id, attachedVersionId(attaching)))
      .innerJoin(threatModelVersions, isPartWith(attached))
      .where(and(isAttaching(attaching), wroteVersion, isFirstPart(db))),
    result: db.select(id).from(waiverAsks).innerJoin(reviews, eq(reviews.id, waiverAsks.reviewId)).where(triagedResult),
  };
}

type Involvement = { involved: boolean; unrated: boolean; rated: boolean; left: boolean };

/** Built once, because it is the same for each review. */
let asked: ReturnType<typeof compiledStatement> | undefined;

/**
 * The guardian's standing in this review by its last decision: involved, involved without a rating, rated earlier; and
 * whether they have left.
 */
export async function involvementIn(ctx: Context, reviewId: number): Promise<Involvement> {
  asked ??= compiledStatement(sql`select ${guardianDid(ctx, SO_FAR)} as involved, ${inputUnrated(ctx)} as unrated,
    ${LAST_RATED} > '-infinity' as rated, ${guardianHasLeft()} as left from ${reviews} where ${reviews.id} = ${sql.placeholder("reviewId")}`);
  const [row] = await rowsOf<Involvement>(ctx.db, asked({ reviewId }));
  return row ?? { involved: false, unrated: false, rated: false, left: false };
}
