import { and, eq, inArray, sql } from "drizzle-orm";
import { threatModelItemRevisions, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { CLOSED_STATUSES } from "./documentation.ts";
import type { BlockingItems } from "./rules/blocking-checks.ts";

/** The statuses that `isClosedStatus` knows, in the file's own spelling. */
const closed = sql`regexp_replace(lower(${threatModelItemRevisions.status}), '[-[:space:]_/]', '', 'g') in (${sql.join(
  CLOSED_STATUSES.map((status) => sql`${status}`),
  sql`, `,
)})`;

/**
 * The items of level block of each version, by check: what `qualityItems` finds in the file, from what was written of it.
 * A version that has none is not there.
 */
export async function blockingItems(ctx: Context, versionIds: readonly number[]): Promise<Map<number, BlockingItems>> {
  if (versionIds.length === 0) return new Map();
  const { versionId, detail } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({
      versionId,
      Q01: sql<number>`(count(*) filter (where ${detail}->>'undocumented' = 'block'))::int`,
      Q02: sql<number>`(count(*) filter (where ${closed}))::int`,
    })
    .from(threatModelItemRevisions)
    .where(and(inArray(versionId, [...versionIds]), sql`${detail}->>'undocumented' is not null`))
    .groupBy(versionId);
  return new Map(
    rows.flatMap(({ versionId, ...counts }) => {
      const found = Object.entries(counts).filter(([, n]) => n > 0);
      return found.length === 0 ? [] : [[versionId, Object.fromEntries(found) as BlockingItems] as const];
    }),
  );
}

/** What decisions have to know of one version: its bytes and its sole author, if it has one. Scoped by the caller. */
export async function modelFacts(ctx: Context, versionId: number) {
  const [version] = await ctx.db.select().from(threatModelVersions).where(eq(threatModelVersions.id, versionId));
  if (!version) throw new NotFound("The threat model version");
  const { threatModelId, seq, sha256, undocumented, authorId, authorRole } = version;
  return {
    threatModelId,
    seq,
    sha256,
    undocumented,
    soleAuthorId: authorRole === "jointly" ? null : authorId,
  };
}
