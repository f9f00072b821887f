import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import { events, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { firstSubmitOf } from "#lib/reviews/drafts/first-submit.ts";

/** The rows of `events` that reopened a review. */
export function isReopening(): SQL | undefined {
  return and(eq(events.subjectKind, "review"), eq(events.type, "review.reopened"));
}

/**
 * Since when a row of `reviews` that is open, or was at a past moment, has been: its reopening, or else its own submit.
 * Lead time still runs from the first submit, possibly that of the rejected review it follows.
 */
export function openedAt({ db }: Context, asOf: Date | null): SQL<Date> {
  const { at, subjectId } = events;
  const reopened = db
    .select({ at: sql`max(${at})` })
    .from(events)
    .where(and(isReopening(), eq(subjectId, reviews.id), asOf === null ? undefined : lte(at, asOf)));
  const own = firstSubmitOf();
  return sql`case when ${reviews.cycle} > 1 then coalesce((${reopened}), ${own}) else ${own} end`;
}
