import { gt, type SQL, sql } from "drizzle-orm";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { idsIn } from "./ids-in.ts";

/** How many reviews are written at once: an embedded database does nothing else meanwhile. */
const AT_ONCE = 250;

type Due = typeof dueFacts.$inferSelect;

/**
 * Writes down the facts of the reviews that are due, some at a time, and says how many were. What changes meanwhile stays due, is
 * computed where it is asked for, and is written the next time.
 */
export async function keepFacts(ctx: Context): Promise<number> {
  let [written, last] = [0, 0];
  for (;;) {
    const due = await ctx.db
      .select()
      .from(dueFacts)
      .where(gt(dueFacts.reviewId, last))
      .orderBy(dueFacts.reviewId)
      .limit(AT_ONCE);
    const end = due.at(-1);
    if (!end) return written;
    await write(ctx, due);
    written += due.length;
    last = end.reviewId;
  }
}

/** A review whose mark has grown since it was read may have changed after its facts were computed. */
async function write(ctx: Context, due: readonly Due[]): Promise<void> {
  const ids = due.map(({ reviewId }) => reviewId);
  const names = factColumns().map(({ name }) => name);
  const replaced = names.map((name): SQL => sql`${name} = excluded.${name}`);
  await ctx.db.execute(sql`insert into ${reviewFacts} (${sql.join(names, sql`, `)})
    ${computedFacts(ctx, idsIn(reviews.id, ids), null)}
    on conflict (review_id) do update set ${sql.join(replaced, sql`, `)}`);
  await ctx.db.execute(sql`delete from ${dueFacts} using jsonb_to_recordset(${JSON.stringify(due)}::jsonb)
      as read ("reviewId" int, mark int)
    where ${dueFacts.reviewId} = read."reviewId" and ${dueFacts.mark} = read.mark`);
}
