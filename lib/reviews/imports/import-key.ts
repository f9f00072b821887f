import { sha256 } from "#lib/sha256.ts";
import type { PastReview } from "./file/read-row.ts";

export type Keyed = PastReview & { importKey: string };

/** Identifies each row: by its change id, or else by its content and its position among equal rows. */
export function keyed(rows: readonly PastReview[]): Keyed[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    if (row.changeId !== null) return { ...row, importKey: `change:${row.changeId}` };
    const same = sha256(JSON.stringify(contentOf(row)));
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return { ...row, importKey: `row:${same}:${nth}` };
  });
}

/** A row's content in its original order of fields, because stored keys must stay the same. */
function contentOf(row: PastReview) {
  const { submittedAt, decidedAt, launchedAt, tier, type, decision, findings, team, guardian, title, changeId } = row;
  return {
    ...{ submittedAt, decidedAt, launchedAt, tier, type, decision, findings, team, guardian, title, changeId },
    ...(row.cancelledAt === null ? {} : { cancelledAt: row.cancelledAt }),
    ...(row.guarded && guardian === null ? { guarded: true } : {}),
  };
}
