import { sha256 } from "#lib/sha256.ts";
import type { PastReview } from "./file/read-row.ts";

export type Keyed = PastReview & { importKey: string };

/** What tells each row from every other: its change id; else what it says, and which of equal rows it is. */
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

/** What a row says, in the order in which it was first written down: keys that are kept must stay the same. */
function contentOf(row: PastReview) {
  const { submittedAt, decidedAt, launchedAt, tier, type, decision, findings, team, guardian, title, changeId } = row;
  return {
    ...{ submittedAt, decidedAt, launchedAt, tier, type, decision, findings, team, guardian, title, changeId },
    ...(row.cancelledAt === null ? {} : { cancelledAt: row.cancelledAt }),
    ...(row.guarded && guardian === null ? { guarded: true } : {}),
  };
}
