import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { BLOCKS, blockingThreat } from "#db/conditions/threat-models.ts";
import { idIn } from "#db/id-in.ts";
import { threatModelItemRevisions, threatModelItems } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import {
  BLOCKING_CHECKS,
  type BlockingCheck,
  type BlockingItems,
  type BlockingThreat,
} from "./rules/blocking-checks.ts";

type NamedThreat = Omit<BlockingThreat, "checks"> & { threatModelId: number };

/**
 * How many threats of each version block, by check: the stored findings of `qualityItems`. Versions without blocking
 * threats are absent.
 */
export async function blockingItems(ctx: Context, versionIds: readonly number[]): Promise<Map<number, BlockingItems>> {
  if (versionIds.length === 0) return new Map();
  const { versionId } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({ versionId, ...eachCheck((blocks) => sql<number>`(count(*) filter (where ${blocks}))::int`) })
    .from(threatModelItemRevisions)
    .where(and(inArray(versionId, [...versionIds]), blockingThreat()))
    .groupBy(versionId);
  return new Map(
    rows.map(({ versionId, ...counts }) => {
      const found = Object.entries(counts).filter(([, n]) => n > 0);
      return [versionId, Object.fromEntries(found) as BlockingItems] as const;
    }),
  );
}

/** The blocking threats of a version with their checks, in file order. The caller applies the scope. */
export async function blockingThreats(ctx: Context, versionId: number): Promise<BlockingThreat[]> {
  const { itemId, numericId, text, position } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({ itemId, numericId, text, ...eachCheck((blocks) => sql<boolean>`coalesce(${blocks}, false)`) })
    .from(threatModelItemRevisions)
    .where(and(eq(threatModelItemRevisions.versionId, versionId), blockingThreat()))
    .orderBy(asc(position), asc(itemId));
  return rows.map(({ itemId, numericId, text, ...said }) => {
    return { itemId, numericId, text, checks: CHECKS.filter((check) => said[check]) };
  });
}

const CHECKS = Object.keys(BLOCKING_CHECKS) as BlockingCheck[];

function eachCheck<T>(column: (blocks: SQL | undefined) => SQL<T>): Record<BlockingCheck, SQL<T>> {
  return { Q01: column(BLOCKS.Q01), Q02: column(BLOCKS.Q02), Q15: column(BLOCKS.Q15) };
}

/** Threats by item, with number and words from their newest version, and their model. The caller applies the scope. */
export async function threatsNamed(ctx: Context, itemIds: readonly number[]): Promise<Map<number, NamedThreat>> {
  if (itemIds.length === 0) return new Map();
  const { itemId, numericId, text, versionId } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({ itemId, numericId, text, threatModelId: threatModelItems.threatModelId })
    .from(threatModelItemRevisions)
    .innerJoin(threatModelItems, eq(threatModelItems.id, itemId))
    .where(idIn(itemId, itemIds))
    .orderBy(asc(versionId));
  return new Map(rows.map((row) => [row.itemId, row]));
}
