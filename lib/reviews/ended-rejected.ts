import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { events, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "./change.ts";

/**
 * Whether a review ended with its rejection, here or in another tracker, closed since or not: it is not opened again, a new one
 * follows it. Old events do not say what a review was closed from: neither launched nor dropped, it can only have been rejected
 * (`closeObstacle`); else its last decision tells.
 */
export async function endedRejected(ctx: Context, { id, state }: Pick<ReviewRow, "id" | "state">): Promise<boolean> {
  if (state !== "closed") return state === "rejected";
  const [last] = await rowsOf<{ outcome: string | null }>(
    ctx.db,
    sql`select coalesce(
      (select coalesce(${events.data} ->> 'from', case when ${events.data} @> '{"launchedOn": null, "dropped": false}' then 'rejected' end)
        from ${events} where ${events.subjectKind} = 'review' and ${events.subjectId} = ${id}
        and ${events.type} = 'review.closed' order by ${events.id} desc limit 1),
      (select ${reviewDecisions.outcome} from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${id}
        order by ${reviewDecisions.id} desc limit 1)) as outcome`,
  );
  return last?.outcome === "rejected";
}
