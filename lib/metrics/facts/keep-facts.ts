import { gt, type SQL, sql } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";

/** Reviews written in one batch. An embedded database does nothing else meanwhile. */
const AT_ONCE = 250;

type Due = typeof dueFacts.$inferSelect;

/**
 * Writes the facts of due reviews in batches and returns how many; none if another instance is writing. Reviews that
 * change meanwhile stay due, like the rest after a stop signal.
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
  // Two concurrent writers could store data that one of them read earlier.
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

/**
 * A review may have changed after its facts were computed, if its mark has increased since or it is being written to.
 */
async function write(ctx: Context, due: readonly Due[]): Promise<void> {
  const ids = due.map(({ reviewId }) => reviewId);
  const names = factColumns().map(({ name }) => name);
  const replaced = names.map((name): SQL => sql`${name} = excluded.${name}`);
  await ctx.db.execute(sql`insert into ${reviewFacts} (${sql.join(names, sql`, `)})
    ${computedFacts(ctx, idIn(reviews.id, ids), null)}
    on conflict (review_id) do update set ${sql.join(replaced, sql`, `)}`);
  await ctx.db.execute(sql`delete from ${dueFacts} where ${dueFacts.reviewId} in (
    select ${dueFacts.reviewId} from ${dueFacts}
    join jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as read ("reviewId" int, mark int)
      on ${dueFacts.reviewId} = read."reviewId" and ${dueFacts.mark} = read.mark
    for update of ${dueFacts} skip locked)`);
}
