import { type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { moment, type Windows } from "../cohort.ts";

/** The rows of `reviews` whose first decision was given in one of the windows, as known at as-of. */
export function firstDecidedIn({ edges, asOf }: Windows): SQL {
  const [first, last] = [edges[0], edges.at(-1)];
  if (!first || !last) return sql`false`;
  const { firstDecidedAt } = reviews;
  return sql`(${firstDecidedAt} >= ${moment(first)} and ${firstDecidedAt} < ${moment(last)} and ${firstDecidedAt} <= ${moment(asOf)})`;
}
