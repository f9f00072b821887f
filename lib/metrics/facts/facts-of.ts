import { not, type SQL, sql } from "drizzle-orm";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Windows } from "../cohort.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { idsIn } from "./ids-in.ts";

/** Where more than so many facts are not written, all are computed. */
const MOST_DUE = 2_000;

/** The facts of all submitted reviews as they are known in some windows, as what a query selects `from`. */
export type Facts = (windows: Windows) => Promise<SQL>;

/**
 * The facts of reviews for the queries of one answer: what is written is read, and only what is due computed. Of a day of the past
 * all are computed.
 */
export function factsOf(ctx: Context): Facts {
  let due: ReturnType<typeof dueNow> | undefined;
  return async ({ asOf }) => {
    if (asOf.getTime() !== ctx.now.getTime()) return named(computedFacts(ctx, sql`true`, asOf));
    due ??= dueNow(ctx);
    const ids = await due;
    if (ids === null) return named(computedFacts(ctx, sql`true`, asOf));
    if (ids.length === 0) return sql`${reviewFacts}`;
    const columns = factColumns().map(({ name }) => name);
    return named(sql`select ${sql.join(columns, sql`, `)} from ${reviewFacts} where ${not(idsIn(reviewFacts.reviewId, ids))}
      union all ${computedFacts(ctx, idsIn(reviews.id, ids), asOf)}`);
  };
}

/** Under the name of the table, so that its columns are these. */
function named(facts: SQL): SQL {
  return sql`(${facts}) as ${reviewFacts}`;
}

/** The reviews whose facts have to be computed; null where there are too many to tell. */
async function dueNow({ db }: Context): Promise<readonly number[] | null> {
  const rows = await db
    .select({ id: dueFacts.reviewId })
    .from(dueFacts)
    .limit(MOST_DUE + 1);
  return rows.length > MOST_DUE ? null : rows.map(({ id }) => id);
}
