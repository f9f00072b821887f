import { eq, gte, not, or, type SQL, sql } from "drizzle-orm";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Windows } from "../cohort.ts";
import { factColumns } from "./columns.ts";
import { computedFacts } from "./computed-facts.ts";
import { idsIn } from "./ids-in.ts";

/** Where more than so many facts are not written, all are computed. */
const MOST_DUE = 2_000;

/** The facts of the reviews that were submitted or decided since the windows began, as what a query selects `from`. */
export type Facts = (windows: Windows) => Promise<SQL>;

/**
 * The facts of reviews for the queries of one answer: what is written is read, and only what is due computed. Of a
 * day of the past all are computed.
 */
export function factsOf(ctx: Context): Facts {
  const asked = new Map<number, Promise<readonly number[] | null>>();
  return async ({ edges: [from], asOf }) => {
    const isNow = asOf.getTime() === ctx.now.getTime();
    const due = isNow && from ? await once(asked, from.getTime(), () => dueSince(ctx, from)) : null;
    if (due?.length === 0) return sql`${reviewFacts}`;
    if (due === null) return named(computedFacts(ctx, sql`true`, asOf));
    const columns = factColumns().map(({ name }) => name);
    return named(sql`select ${sql.join(columns, sql`, `)} from ${reviewFacts} where ${not(idsIn(reviewFacts.reviewId, due))}
      union all ${computedFacts(ctx, idsIn(reviews.id, due), asOf)}`);
  };
}

/** Under the name of the table, so that its columns are these. */
function named(facts: SQL): SQL {
  return sql`(${facts}) as ${reviewFacts}`;
}

function once<T>(known: Map<number, Promise<T>>, key: number, of: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? of();
  known.set(key, found);
  return found;
}

/** The reviews since a moment whose facts have to be computed; null where there are too many to tell. */
async function dueSince({ db }: Context, from: Date): Promise<readonly number[] | null> {
  const rows = await db
    .select({ id: reviews.id })
    .from(dueFacts)
    .innerJoin(reviews, eq(reviews.id, dueFacts.reviewId))
    .where(or(gte(reviews.firstSubmittedAt, from), gte(reviews.firstDecidedAt, from)))
    .limit(MOST_DUE + 1);
  return rows.length > MOST_DUE ? null : rows.map(({ id }) => id);
}
