import { not, type SQL, sql } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { isTransaction } from "#db/is-transaction.ts";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Windows } from "../cohort.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { keepFacts } from "./keep-facts.ts";

/** Beyond this number of due facts, all are computed, because writing takes longer and a worker is already writing. */
const MOST_DUE = 2_000;

/** The facts of all submitted reviews as known in some windows, for a query's `from`. */
export type Facts = (windows: Windows) => Promise<SQL>;

/**
 * Review facts for the queries of one answer. Due facts are written first; those that cannot be, because of another
 * writer or a read transaction, are computed. For a past day, all are computed.
 */
export function factsOf(ctx: Context): Facts {
  let due: ReturnType<typeof stillDue> | undefined;
  return async ({ asOf }) => {
    if (asOf.getTime() !== ctx.now.getTime()) return named(computedFacts(ctx, sql`true`, asOf));
    due ??= stillDue(ctx);
    const ids = await due;
    if (ids === null) return named(computedFacts(ctx, sql`true`, asOf));
    if (ids.length === 0) return sql`${reviewFacts}`;
    const columns = factColumns().map(({ name }) => name);
    return named(sql`select ${sql.join(columns, sql`, `)} from ${reviewFacts} where ${not(idIn(reviewFacts.reviewId, ids))}
      union all ${computedFacts(ctx, idIn(reviews.id, ids), asOf)}`);
  };
}

/** Uses the table's name as alias, so that its columns refer to these. */
function named(facts: SQL): SQL {
  return sql`(${facts}) as ${reviewFacts}`;
}

/** The reviews whose facts must be computed after due ones were written; null if there are too many. */
async function stillDue(ctx: Context): Promise<readonly number[] | null> {
  const due = await dueNow(ctx);
  if (due.length === 0) return due;
  if (due.length > MOST_DUE) return null;
  // A transaction would write its snapshot over what others have written since.
  if (isTransaction(ctx.db)) return due;
  await keepFacts(ctx);
  return dueNow(ctx);
}

async function dueNow({ db }: Context): Promise<readonly number[]> {
  const rows = await db
    .select({ id: dueFacts.reviewId })
    .from(dueFacts)
    .limit(MOST_DUE + 1);
  return rows.map(({ id }) => id);
}
