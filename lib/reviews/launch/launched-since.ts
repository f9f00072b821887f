import { eq } from "drizzle-orm";
import { wasLaunchedSince } from "#db/conditions/reviews.ts";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** Whether the change of a review was launched since it was last reopened. */
export async function launchedSince({ db }: Context, reviewId: number): Promise<boolean> {
  const [row] = await db.select({ since: wasLaunchedSince() }).from(reviews).where(eq(reviews.id, reviewId));
  return row?.since === true;
}
