import { eq, lt, type SQL, sql } from "drizzle-orm";
import { unsettledFinding } from "#db/conditions/findings.ts";
import { latestRunOf } from "#db/conditions/policies.ts";
import {
  attachedDocument,
  confirmerIds,
  endorsedByEngineer,
  givenForOther,
  isOfClaim,
  ofEndorsedTier,
  openClaim,
  statesConflict,
} from "#db/conditions/reviews.ts";
import { confirmedAt } from "#db/conditions/threat-models.ts";
import { idIn } from "#db/id-in.ts";
import { events, reviews, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Answers, Intake } from "#lib/intake/rules/intake.ts";
import { type OpenResults, openResults } from "#lib/policies/open-results.ts";
import { programSettings } from "#lib/program/settings.ts";
import { partsInEach, type ReviewRow } from "#lib/reviews/change.ts";
import { type Gate, type GateFacts, gatesOf } from "#lib/reviews/rules/gates.ts";
import { confirmationStands, endorsementStands, reviewerDependence } from "#lib/reviews/rules/independence.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { answersChanged } from "#lib/reviews/rules/revision.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { blockingItems } from "#lib/threat-models/facts.ts";
import { agedWords, DAYS_OF_A_VERSION } from "#lib/threat-models/rules/blocking-checks.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** What a review's gates read from other tables. */
type Standing = {
  run: (Pick<NonNullable<GateFacts["policies"]["run"]>, "state"> & { open: OpenResults }) | null;
  documents: { attached: number; policies: number };
  blocking: number;
  claim: { claimed: boolean | null; stated: string | null };
  endorserIds: number[];
  confirmerIds: number[];
  waivers: GateFacts["waivers"];
};

/** The columns a review's gates read, besides the people's roles. */
type GatedRow = Pick<
  ReviewRow,
  "id" | "tier" | "intake" | "threatModelVersionId" | "importId" | "cycle" | "currentRevision"
>;

/** An imported review is decided in another tracker, until it is reopened here or gets evidence attached. */
function isDecidedElsewhere({ importId, cycle, currentRevision }: GatedRow): boolean {
  return importId !== null && cycle === 1 && currentRevision === 0;
}

/** What the gates of these reviews read, in a fixed number of queries for any number of reviews. */
export async function gateFacts(
  ctx: Context,
  rows: readonly { review: GatedRow; standing: Standing }[],
  partsOf: ReadonlyMap<number, ReviewParts>,
): Promise<Map<number, GateFacts>> {
  const models = await modelFacts(
    ctx,
    rows.map(({ review }) => review),
  );
  const facts = rows.map(({ review, standing }): [number, GateFacts] => {
    const parts = partsOf.get(review.id);
    const { run, documents, blocking, claim, endorserIds, confirmerIds, waivers } = standing;
    return [
      review.id,
      {
        tier: review.tier ?? "low",
        intake: review.intake,
        today: ctx.day,
        decidedElsewhere: isDecidedElsewhere(review),
        threatModel: models.get(review.id) ?? null,
        policies: {
          documents: documents.attached,
          found: documents.policies,
          run: run && { state: run.state, ...run.open },
        },
        openBlockingFindings: blocking,
        conflict: {
          claimed: claim.claimed ?? false,
          stated: claim.stated ?? "",
          dependence: parts ? reviewerDependence(parts) : null,
        },
        noPoliciesConfirmed: confirmerIds.some((id) => parts && confirmationStands(id, parts)),
        endorsements: endorserIds.filter((id) => parts && endorsementStands(id, parts)).length,
        waivers,
      },
    ];
  });
  return new Map(facts);
}

/** The columns that gates and people's roles are derived from. */
const GATED = {
  id: reviews.id,
  state: reviews.state,
  tier: reviews.tier,
  intake: reviews.intake,
  threatModelVersionId: reviews.threatModelVersionId,
  importId: reviews.importId,
  cycle: reviews.cycle,
  currentRevision: reviews.currentRevision,
  requesterId: reviews.requesterId,
  guardianId: reviews.guardianId,
  reviewerId: reviews.reviewerId,
  riskOwnerId: reviews.riskOwnerId,
  openElsewhereAt: reviews.openElsewhereAt,
};

/** The gates of several reviews, with the state of each. The condition must be scoped by the caller. */
export async function gatesOfEach(
  ctx: Context,
  condition: SQL | undefined,
): Promise<{ id: number; state: ReviewState; gates: Gate[] }[]> {
  const rows = await ctx.db
    .select({ review: GATED, standing: standingColumns(ctx) })
    .from(reviews)
    .where(condition);
  const parts = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const facts = await gateFacts(ctx, rows, parts);
  return rows.map(({ review: { id, state } }) => {
    const found = facts.get(id);
    return { id, state, gates: found ? gatesOf(found) : [] };
  });
}

/** What one review's gates read, given its row. */
export async function gateFactsOf(ctx: Context, review: GatedRow, parts: ReviewParts): Promise<GateFacts | undefined> {
  const [standing] = await ctx.db.select(standingColumns(ctx)).from(reviews).where(eq(reviews.id, review.id));
  return standing && (await gateFacts(ctx, [{ review, standing }], new Map([[review.id, parts]]))).get(review.id);
}

/**
 * What a review's gates read from other tables, as columns for a query of `reviews`; for its checks, the latest run of
 * the current revision. A risk is accepted until a day; after this day the finding blocks again (S11).
 */
export function standingColumns(ctx: Pick<Context, "now" | "day">) {
  const { day } = ctx;
  return {
    run: sql<
      Standing["run"]
    >`(select json_build_object('state', check_runs.state, 'open', ${openResults(day)}) from check_runs
      where check_runs.id = ${latestRunOf(reviews.id, reviews.currentRevision)})`,
    documents: sql<Standing["documents"]>`(select json_build_object('attached', count(*)::int,
      'policies', coalesce(sum(policies), 0)::int) from review_artefacts
      where review_artefacts.review_id = reviews.id and ${attachedDocument()})`,
    blocking: sql<Standing["blocking"]>`(select count(*)::int from findings
      where findings.review_id = reviews.id and findings.blocking and ${unsettledFinding(day)})`,
    claim: sql<Standing["claim"]>`(select json_build_object(
      'claimed', bool_or(${openClaim()}),
      'stated', (array_agg(conflict order by id desc)
        filter (where person_id = reviews.reviewer_id and ${statesConflict()}))[1])
      from review_claims where review_claims.review_id = reviews.id)`,
    endorserIds: sql<Standing["endorserIds"]>`(select coalesce(json_agg(person_id order by id), '[]')
      from review_endorsements where ${endorsedByEngineer(ctx)})`,
    confirmerIds: sql<
      Standing["confirmerIds"]
    >`(case when ${ofEndorsedTier()} then ${confirmerIds(ctx)} else '[]' end)`,
    waivers: sql<Standing["waivers"]>`(select coalesce(json_agg(json_build_object(
      'gate', w.gate, 'expiresOn', w.expires_on, 'endedAt', w.ended_at, 'givenForOther', ${givenForOther("w", day)})
      order by w.id), '[]') from exceptions w
      where w.review_id = reviews.id and w.kind = 'gate' and ${isOfClaim("w", "approved_at")})`,
  };
}

const DAY = 86_400_000;

/** As `confirmedAt`, but only for versions old enough to matter: younger ones need no confirmation in any time zone. */
function confirmedIfAged(ctx: Pick<Context, "db" | "now">): SQL<Date | null> {
  const { createdAt } = threatModelVersions;
  const aged = lt(createdAt, new Date(ctx.now.getTime() - (DAYS_OF_A_VERSION - 2) * DAY));
  return sql<Date | null>`case when ${aged} then ${confirmedAt(ctx)} end`.mapWith(createdAt);
}

/** What the gates read about the attached versions, by review. */
async function modelFacts(ctx: Context, rows: readonly GatedRow[]) {
  const attached = rows.filter(({ threatModelVersionId }) => threatModelVersionId !== null);
  if (attached.length === 0) return new Map<number, GateFacts["threatModel"]>();
  const versions = await ctx.db
    .select({
      reviewId: reviews.id,
      versionId: threatModelVersions.id,
      seq: threatModelVersions.seq,
      threats: threatModelVersions.threats,
      importedAt: threatModelVersions.createdAt,
      confirmedAt: confirmedIfAged(ctx),
      answersThen,
      intakeThen,
    })
    .from(reviews)
    .innerJoin(threatModelVersions, eq(threatModelVersions.id, reviews.threatModelVersionId))
    .where(
      idIn(
        reviews.id,
        attached.map(({ id }) => id),
      ),
    );
  const { timeZone } = await programSettings(ctx);
  const intakes = new Map(rows.map(({ id, intake }) => [id, intake]));
  const blocking = await blockingItems(ctx, [...new Set(versions.map(({ versionId }) => versionId))]);
  return new Map(
    versions.map(({ reviewId, versionId, seq, threats, importedAt, confirmedAt, answersThen, intakeThen }) => {
      const aged = agedWords(dayIn(importedAt, timeZone), confirmedAt && dayIn(confirmedAt, timeZone), ctx.day);
      const now = intakes.get(reviewId);
      const isAnswered = now && answersChanged([answersThen, intakeThen], now);
      const toConfirm = isAnswered ? ANSWERED_SINCE : aged && ATTACH_AGAIN;
      const outdated = [aged, toConfirm].filter((words) => words !== null);
      return [reviewId, { versionSeq: seq, threats, blocking: blocking.get(versionId) ?? {}, outdated }];
    }),
  );
}

const ATTACH_AGAIN = "Attach it again if it is still valid, or attach a newer one.";

const ANSWERED_SINCE =
  "The review's answers have changed since it was attached. Attach it again if it is still valid, or attach a newer one.";

/** The events that attached a model to a review; the last one attached the current model. */
const ofAttaching = sql`attached.subject_kind = 'review' and attached.subject_id = reviews.id
  and attached.type = 'review.threat-model-attached'`;

/**
 * The answers when the model was attached; attaching it again confirms that it still applies. Old events do not record
 * them.
 */
const answersThen = sql<Answers | null>`(select attached.data->'answers' from ${events} as attached
  where ${ofAttaching} order by attached.id desc limit 1)`;

/** When the attached version was submitted. */
const attachedAt = sql`greatest(${threatModelVersions.createdAt}, (select max(attached.at) from ${events} as attached
  where ${ofAttaching}))`;

/** The intake sealed at the time: from the last revision before then, or the first one after. */
const intakeThen = sql<Intake | null>`(select evidence->'intake' from review_revisions
  where review_revisions.review_id = reviews.id
  order by sealed_at <= ${attachedAt} desc, case when sealed_at <= ${attachedAt} then -number else number end
  limit 1)`;
