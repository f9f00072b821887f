import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { idsIn, isDue } from "./due.ts";

/** How many reviews are written at once: an embedded database does nothing else meanwhile. */
const AT_ONCE = 250;

/**
 * Writes down the facts of all submitted reviews whose facts are not written or no longer true, some at a time, and says of how
 * many. What changes meanwhile is computed where it is asked for, and written the next time.
 */
export async function keepFacts(ctx: Context): Promise<number> {
  let [written, last] = [0, 0];
  for (;;) {
    const ids = await dueAfter(ctx, last);
    if (ids.length === 0) return written;
    await write(ctx, ids);
    written += ids.length;
    last = ids.at(-1) ?? last;
  }
}

async function dueAfter(ctx: Context, last: number): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    ctx.db,
    sql`select ${reviews.id} as id from ${reviews}
      where ${reviews.id} > ${last} and ${reviews.firstSubmittedAt} is not null and ${isDue()}
      order by ${reviews.id} limit ${AT_ONCE}`,
  );
  return rows.map(({ id }) => id);
}

/** One statement sees a review, its sequence number and its facts at one moment. */
async function write(ctx: Context, ids: readonly number[]): Promise<void> {
  const names = factColumns().map(({ name }) => name);
  const listed = sql.join(names, sql`, `);
  const replaced = names.map((name): SQL => sql`${name} = excluded.${name}`);
  await ctx.db.execute(sql`insert into ${reviewFacts} (${listed})
    ${computedFacts(ctx, idsIn(reviews.id, ids), null)}
    on conflict (review_id) do update set ${sql.join(replaced, sql`, `)}`);
}
