import { eq, type SQL, sql } from "drizzle-orm";
import { events, reviewDecisions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";

/**
 * Whether a review ended with a rejection, here or in another tracker, closed since or not. It cannot be reopened; a
 * new one follows it.
 */
export async function endedRejected({ db }: Context, { id, state }: Pick<ReviewRow, "id" | "state">): Promise<boolean> {
  if (state !== "closed") return state === "rejected";
  const [row] = await db.select({ rejected: hasEndedRejected() }).from(reviews).where(eq(reviews.id, id));
  return row?.rejected === true;
}

/**
 * The rows of `reviews` matching `endedRejected`. Old events do not say from which state a review was closed: if
 * neither launched nor dropped, it must have been rejected (`closeObstacle`); otherwise its last decision tells.
 */
export function hasEndedRejected(): SQL<boolean> {
  const closed = sql`(select coalesce(told.data ->> 'from', case when told.data @> '{"launchedOn": null, "dropped": false}' then 'rejected' end)
    from ${events} as told where told.subject_kind = 'review' and told.subject_id = reviews.id
    and told.type = 'review.closed' order by told.id desc limit 1)`;
  const decided = sql`(select last.outcome from ${reviewDecisions} as last where last.review_id = reviews.id
    order by last.id desc limit 1)`;
  return sql`case ${reviews.state} when 'rejected' then true
    when 'closed' then coalesce(coalesce(${closed}, ${decided}) = 'rejected', false) else false end`;
}
