import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { threatModelItemRevisions, threatModelItems } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { CLOSED_STATUSES } from "./documentation.ts";
import type { BlockingCheck, BlockingItems, BlockingThreat } from "./rules/blocking-checks.ts";

/** The statuses that `isClosedStatus` knows, in the file's own spelling. */
const closed = sql`regexp_replace(lower(${threatModelItemRevisions.status}), '[-[:space:]_/]', '', 'g') in (${sql.join(
  CLOSED_STATUSES.map((status) => sql`${status}`),
  sql`, `,
)})`;

const { detail } = threatModelItemRevisions;

export type NamedThreat = Omit<BlockingThreat, "checks"> & { threatModelId: number };

/** What has no documented mitigation: nothing else blocks. */
const undocumented = sql`${detail}->>'undocumented' is not null`;

/** The threats without a documented mitigation that each check says block. */
const blocks = { Q01: sql`${detail}->>'undocumented' = 'block'`, Q02: closed } satisfies Record<BlockingCheck, SQL>;

/**
 * The items of level block of each version, by check: what `qualityItems` finds in the file, from what was written of it.
 * A version that has none is not there.
 */
export async function blockingItems(ctx: Context, versionIds: readonly number[]): Promise<Map<number, BlockingItems>> {
  if (versionIds.length === 0) return new Map();
  const { versionId } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({
      versionId,
      Q01: sql<number>`(count(*) filter (where ${blocks.Q01}))::int`,
      Q02: sql<number>`(count(*) filter (where ${blocks.Q02}))::int`,
    })
    .from(threatModelItemRevisions)
    .where(and(inArray(versionId, [...versionIds]), undocumented))
    .groupBy(versionId);
  return new Map(
    rows.flatMap(({ versionId, ...counts }) => {
      const found = Object.entries(counts).filter(([, n]) => n > 0);
      return found.length === 0 ? [] : [[versionId, Object.fromEntries(found) as BlockingItems] as const];
    }),
  );
}

/** The threats of a version that block, with the checks that say so, in the order of the file. Scoped by the caller. */
export async function blockingThreats(ctx: Context, versionId: number): Promise<BlockingThreat[]> {
  const { itemId, numericId, text, position } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({
      itemId,
      numericId,
      text,
      Q01: sql<boolean>`coalesce(${blocks.Q01}, false)`,
      Q02: sql<boolean>`coalesce(${blocks.Q02}, false)`,
    })
    .from(threatModelItemRevisions)
    .where(and(eq(threatModelItemRevisions.versionId, versionId), undocumented, or(blocks.Q01, blocks.Q02)))
    .orderBy(asc(position), asc(itemId));
  return rows.map(({ Q01, Q02, ...threat }) => {
    const checks: BlockingCheck[] = [...(Q01 ? ["Q01" as const] : []), ...(Q02 ? ["Q02" as const] : [])];
    return { ...threat, checks };
  });
}

/** Threats by item as their newest version numbers and words them, with the model they are of. Scoped by the caller. */
export async function threatsNamed(ctx: Context, itemIds: readonly number[]): Promise<Map<number, NamedThreat>> {
  if (itemIds.length === 0) return new Map();
  const { itemId, numericId, text, versionId } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({ itemId, numericId, text, threatModelId: threatModelItems.threatModelId })
    .from(threatModelItemRevisions)
    .innerJoin(threatModelItems, eq(threatModelItems.id, itemId))
    .where(anyOf(itemId, itemIds))
    .orderBy(asc(versionId));
  return new Map(rows.map((row) => [row.itemId, row]));
}
