import { sql } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { reviews, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { unsettledFinding } from "#lib/findings/conditions.ts";
import { type OpenResults, openResults } from "#lib/policies/open-results.ts";
import { blockingItems } from "#lib/threat-models/facts.ts";
import type { ReviewRow } from "./change.ts";
import { attachedDocument, endorsementCounts, openClaim, statesConflict } from "./conditions.ts";
import type { GateFacts } from "./rules/gates.ts";

/** The columns of a review that its gates read. */
type GatedRow = Pick<ReviewRow, "id" | "tier" | "intake" | "threatModelVersionId">;

/** What the gates of these reviews read, in a fixed number of queries however many reviews there are. */
export async function gateFacts(
  ctx: Context,
  rows: readonly GatedRow[],
  dependenceOf: (row: GatedRow) => string | null = () => null,
): Promise<Map<number, GateFacts>> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const day = ctx.day;
  const standing = await standingOf(ctx, ids, day);
  const models = await modelFacts(ctx, rows);
  const facts = rows.map((row): [number, GateFacts] => {
    const own = standing.get(row.id);
    return [
      row.id,
      {
        tier: row.tier ?? "low",
        intake: row.intake,
        today: day,
        threatModel: row.threatModelVersionId ? (models.get(row.threatModelVersionId) ?? null) : null,
        policies: { documents: own?.documents ?? 0, run: own?.run ? { state: own.run.state, ...own.run.open } : null },
        openBlockingFindings: own?.blocking ?? 0,
        conflict: {
          claimed: own?.claim.claimed ?? false,
          stated: own?.claim.stated ?? "",
          dependence: dependenceOf(row),
        },
        endorsements: own?.endorsements ?? 0,
        waivers: own?.waivers ?? [],
      },
    ];
  });
  return new Map(facts);
}

type Run = Pick<NonNullable<GateFacts["policies"]["run"]>, "state"> & { open: OpenResults };

/**
 * What stands beside each review, in one round trip; of its checks the latest run of the current revision. A risk is accepted until
 * a day: after it the finding blocks again (S11).
 */
async function standingOf(ctx: Context, ids: number[], day: string) {
  const rows = await ctx.db
    .select({
      id: reviews.id,
      run: sql<Run | null>`(select json_build_object('state', check_runs.state, 'open', ${openResults(day)}) from check_runs
        where check_runs.review_id = reviews.id and check_runs.revision = reviews.current_revision
        order by check_runs.queued_at desc, check_runs.id desc limit 1)`,
      documents: sql<number>`(select count(*)::int from review_artefacts
        where review_artefacts.review_id = reviews.id and ${attachedDocument()})`,
      blocking: sql<number>`(select count(*)::int from findings
        where findings.review_id = reviews.id and findings.blocking and ${unsettledFinding(day)})`,
      claim: sql<{ claimed: boolean | null; stated: string | null }>`(select json_build_object(
        'claimed', bool_or(${openClaim()}),
        'stated', max(conflict) filter (where person_id = reviews.reviewer_id and ${statesConflict()}))
        from review_claims where review_claims.review_id = reviews.id)`,
      endorsements: sql<number>`(select count(*)::int from review_endorsements where ${endorsementCounts()})`,
      waivers: sql<GateFacts["waivers"]>`(select coalesce(json_agg(json_build_object(
        'gate', w.gate, 'expiresOn', w.expires_on, 'endedAt', w.ended_at) order by w.id), '[]') from waivers w
        where w.review_id = reviews.id)`,
    })
    .from(reviews)
    .where(anyOf(reviews.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

async function modelFacts(ctx: Context, rows: readonly GatedRow[]) {
  const versionIds = rows.flatMap(({ threatModelVersionId: id }) => (id === null ? [] : [id]));
  if (versionIds.length === 0) return new Map<number, GateFacts["threatModel"]>();
  const versions = await ctx.db
    .select({ id: threatModelVersions.id, seq: threatModelVersions.seq })
    .from(threatModelVersions)
    .where(anyOf(threatModelVersions.id, versionIds));
  const blocking = await blockingItems(ctx, versionIds);
  return new Map(versions.map(({ id, seq }) => [id, { versionSeq: seq, blocking: blocking.get(id) ?? {} }]));
}
