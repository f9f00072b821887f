import { getTableName, type InferSelectModel, isNotNull, or, type SQL } from "drizzle-orm";
import {
  breakGlassLaunches,
  exceptions,
  identities,
  reviewArtefacts,
  reviewClaims,
  reviewDecisions,
  reviewEndorsements,
  reviewRevisions,
  roleGrants,
} from "#db/schema/index.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import { sha256 } from "#lib/sha256.ts";
import { sorted } from "./sorted.ts";

/**
 * Rows covered by seals besides events. Each event that writes a row includes its digest, and seals cover events.
 * Digests include only data that never changes without such an event.
 */
export const COVERED = {
  review_decisions: reviewDecisions,
  review_endorsements: reviewEndorsements,
  break_glass_launches: breakGlassLaunches,
  waivers: exceptions,
  check_waivers: exceptions,
  review_claims: reviewClaims,
  role_grants: roleGrants,
  identities,
  review_artefacts: reviewArtefacts,
  review_revisions: reviewRevisions,
};
export type CoveredTable = keyof typeof COVERED;
/** The condition for the rows a name covers, if not all: exceptions with such a subject, whatever kind they claim. */
export function coveredIn(name: CoveredTable): SQL | undefined {
  if (name === "waivers") return isNotNull(exceptions.gate);
  return name === "check_waivers"
    ? or(isNotNull(exceptions.documentName), isNotNull(exceptions.fingerprint))
    : undefined;
}

/** The database table whose rows a name covers. */
export function tableOf(name: CoveredTable): string {
  return getTableName(COVERED[name]);
}

export const COVERED_TABLES = Object.keys(COVERED) as CoveredTable[];

/** A row with its digest; null if the row was deleted. */
export type CoveredRow = [table: CoveredTable, id: number, digest: string | null];

type Row<Table extends CoveredTable> = InferSelectModel<(typeof COVERED)[Table]> & { id: number };

/** The digests of rows as written. */
export function covered<Table extends CoveredTable>(table: Table, rows: readonly Row<Table>[]): CoveredRow[] {
  return rows.map((row) => [table, row.id, rowDigest(row)]);
}

export function coveredAsDeleted(table: CoveredTable, ids: readonly number[]): CoveredRow[] {
  return ids.map((id) => [table, id, null]);
}

/** Null columns are excluded, so that adding a column later does not change older digests. */
export function rowDigest(row: object): string {
  const held = Object.entries(row).filter(([column, value]) => value !== null && !(column in LEFT_OUT));
  const flags = "conflict" in row ? [["declared", row.conflict !== ""]] : [];
  // Older exceptions had no kind; their subject shows it. An exception that claims another kind was forged.
  const parts = held.filter(([column, value]) => column !== "kind" || value !== kindOf(row));
  return sha256(JSON.stringify(sorted(Object.fromEntries([...parts, ...flags]))));
}

function kindOf({ gate = null, fingerprint = null }: { gate?: unknown; fingerprint?: unknown }): ExceptionKind {
  if (gate !== null) return "gate";
  return fingerprint === null ? "finding" : "result";
}

/** An erasure removes the words of a conflict, not its existence. Releasing a review is no decision. */
const LEFT_OUT = { conflict: true, releasedAt: true, releaseReason: true };
