import { gt, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";

/** How many reviews are written at once: an embedded database does nothing else meanwhile. */
const AT_ONCE = 250;

type Due = typeof dueFacts.$inferSelect;

/**
 * Writes down the facts of the reviews that are due, some at a time, and says how many were; none where someone else is at it. What
 * changes meanwhile stays due, and the rest of it when it is told to stop.
 */
export async function keepFacts(ctx: Context, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  let [written, last] = [0, 0];
  while (!signal?.aborted) {
    const due = await transaction(ctx, (ctx) => keepAfter(ctx, last));
    const end = due.at(-1);
    if (!end) return written;
    written += due.length;
    last = end.reviewId;
  }
  return written;
}

async function keepAfter(ctx: Context, last: number): Promise<readonly Due[]> {
  // Two at once could write what one of them read before.
  if (!(await takeTurn(ctx.db, "keepFacts"))) return [];
  const due = await ctx.db
    .select()
    .from(dueFacts)
    .where(gt(dueFacts.reviewId, last))
    .orderBy(dueFacts.reviewId)
    .limit(AT_ONCE);
  if (due.length > 0) await write(ctx, due);
  return due;
}

/** A review whose mark has grown since it was read, or that is being written to, may have changed after its facts were computed. */
async function write(ctx: Context, due: readonly Due[]): Promise<void> {
  const ids = due.map(({ reviewId }) => reviewId);
  const names = factColumns().map(({ name }) => name);
  const replaced = names.map((name): SQL => sql`${name} = excluded.${name}`);
  await ctx.db.execute(sql`insert into ${reviewFacts} (${sql.join(names, sql`, `)})
    ${computedFacts(ctx, anyOf(reviews.id, ids), null)}
    on conflict (review_id) do update set ${sql.join(replaced, sql`, `)}`);
  await ctx.db.execute(sql`delete from ${dueFacts} where ${dueFacts.reviewId} in (
    select ${dueFacts.reviewId} from ${dueFacts}
    join jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as read ("reviewId" int, mark int)
      on ${dueFacts.reviewId} = read."reviewId" and ${dueFacts.mark} = read.mark
    for update of ${dueFacts} skip locked)`);
}
