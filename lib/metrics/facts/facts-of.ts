import { not, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { isTransaction } from "#db/is-transaction.ts";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Windows } from "../cohort.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { keepFacts } from "./keep-facts.ts";

/** Where more than so many facts are due, all are computed: to write them would take longer, and a worker is at it. */
const MOST_DUE = 2_000;

/** The facts of all submitted reviews as they are known in some windows, as what a query selects `from`. */
export type Facts = (windows: Windows) => Promise<SQL>;

/**
 * The facts of reviews for the queries of one answer: what is due is written down first, and what cannot be, since someone else is
 * at it or a transaction reads, is computed. Of a day of the past all are computed.
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
    return named(sql`select ${sql.join(columns, sql`, `)} from ${reviewFacts} where ${not(anyOf(reviewFacts.reviewId, ids))}
      union all ${computedFacts(ctx, anyOf(reviews.id, ids), asOf)}`);
  };
}

/** Under the name of the table, so that its columns are these. */
function named(facts: SQL): SQL {
  return sql`(${facts}) as ${reviewFacts}`;
}

/** The reviews whose facts have to be computed, once those that were due are written; null where there are too many. */
async function stillDue(ctx: Context): Promise<readonly number[] | null> {
  const due = await dueNow(ctx);
  if (due.length === 0) return due;
  if (due.length > MOST_DUE) return null;
  // It would write what was at the moment of which it reads, over what others have written since.
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
