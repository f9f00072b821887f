import { sql } from "drizzle-orm";
import { isHereWith } from "#db/conditions/people.ts";
import { rowsOf } from "#db/rows-of.ts";
import type { Context } from "#lib/context.ts";
import { REVIEWING_ROLES } from "#lib/reviews/rules/parts.ts";

/** Whether this person can review at all: they have not left, and have a reviewing role. */
export async function canReview(ctx: Context, personId: number): Promise<boolean> {
  const [row] = await rowsOf<{ still: boolean }>(
    ctx.db,
    sql`select ${isHereWith(personId, REVIEWING_ROLES, ctx.now)} as still`,
  );
  return row?.still === true;
}
