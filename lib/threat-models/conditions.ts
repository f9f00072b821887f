import { and, or, type SQL, sql } from "drizzle-orm";
import { threatModelItemRevisions } from "#db/schema/index.ts";
import { CLOSED_STATUSES } from "./documentation.ts";
import type { BlockingCheck } from "./rules/blocking-checks.ts";

const { detail, documentation, status } = threatModelItemRevisions;

/** The statuses that `isClosedStatus` knows, in the file's own spelling. */
const closed = sql`regexp_replace(lower(${status}), '[-[:space:]_/]', '', 'g') in (${sql.join(
  CLOSED_STATUSES.map((each) => sql`${each}`),
  sql`, `,
)})`;

const undocumented = sql`${detail}->>'undocumented' is not null`;

/**
 * The threats that each check says block: what `qualityItems` finds in the file, from what was written of it. Nothing is written
 * of a decision in versions from before it was looked at; what is accepted or transferred has no owner in any format.
 */
export const BLOCKS: Record<BlockingCheck, SQL | undefined> = {
  Q01: sql`${detail}->>'undocumented' = 'block'`,
  Q02: and(undocumented, closed),
  Q15: or(sql`${detail}->>'undecided' = 'true'`, sql`${documentation} in ('accepted', 'transferred')`),
};

/** A threat that stands in the way of an approval. */
export function blockingThreat(): SQL | undefined {
  return or(...Object.values(BLOCKS));
}
