import { eq, getTableName, type InferSelectModel, type SQL } from "drizzle-orm";
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
 * Rows that the seals cover beside events: each event that writes one holds the digest of the row, and seals cover events. Only what
 * never changes without such an event is part of a digest.
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
/** The names by which events know exceptions, of which those of two kinds are covered. */
const KINDS: Partial<Record<CoveredTable, ExceptionKind>> = { waivers: "gate", check_waivers: "result" };

/** Which rows of its table a name covers, where not all. */
export function coveredIn(name: CoveredTable): SQL | undefined {
  const kind = KINDS[name];
  return kind && eq(exceptions.kind, kind);
}

/** The table in the database whose rows a name covers. */
export function tableOf(name: CoveredTable): string {
  return getTableName(COVERED[name]);
}

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

/**
 * An erasure takes the words of a conflict, not that there was one; giving a review back is no decision; the kind of an exception
 * says which of its subjects is set.
 */
const LEFT_OUT = { kind: true, conflict: true, releasedAt: true, releaseReason: true };
