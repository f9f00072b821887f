import type { InferSelectModel } from "drizzle-orm";
import {
  breakGlassLaunches,
  checkWaivers,
  identities,
  reviewArtefacts,
  reviewClaims,
  reviewDecisions,
  reviewEndorsements,
  reviewRevisions,
  roleGrants,
  waivers,
} from "#db/schema/index.ts";
import { sha256 } from "#lib/sha256.ts";
import { sorted } from "./sorted.ts";

/**
 * Rows that the seals cover beside events: each event that writes one holds the digest of the row, and seals cover events. Only what
 * never changes without such an event is part of a digest.
 */
export const COVERED = {
  review_decisions: reviewDecisions,
  review_endorsements: reviewEndorsements,
  break_glass_launches: breakGlassLaunches,
  waivers,
  check_waivers: checkWaivers,
  review_claims: reviewClaims,
  role_grants: roleGrants,
  identities,
  review_artefacts: reviewArtefacts,
  review_revisions: reviewRevisions,
};
export type CoveredTable = keyof typeof COVERED;
export const COVERED_TABLES = Object.keys(COVERED) as CoveredTable[];

/** A row with its digest; null where it was deleted. */
export type CoveredRow = [table: CoveredTable, id: number, digest: string | null];

type Row<Table extends CoveredTable> = InferSelectModel<(typeof COVERED)[Table]> & { id: number };

/** The digests of rows as they were written. */
export function covered<Table extends CoveredTable>(table: Table, rows: readonly Row<Table>[]): CoveredRow[] {
  return rows.map((row) => [table, row.id, rowDigest(row)]);
}

export function coveredAsDeleted(table: CoveredTable, ids: readonly number[]): CoveredRow[] {
  return ids.map((id) => [table, id, null]);
}

/** A column that has no value is no part of it, so that one which is added later leaves older digests as they are. */
export function rowDigest(row: object): string {
  const held = Object.entries(row).filter(([column, value]) => value !== null && !(column in LEFT_OUT));
  const flags = "conflict" in row ? [["declared", row.conflict !== ""]] : [];
  return sha256(JSON.stringify(sorted(Object.fromEntries([...held, ...flags]))));
}

/** An erasure takes the words of a conflict, not that there was one; giving a review back is no decision. */
const LEFT_OUT = { conflict: true, releasedAt: true, releaseReason: true };
