import { sql } from "drizzle-orm";

/** How many of the worst a letter includes; its first page names fewer. */
export const MOST = 20;
/** The total number of rows in a query that reads only the worst. */
export const ALL = sql<number>`(count(*) over ())::int`;

/** The named worst items, and how many more exist. */
export type Worst<Row> = { named: Row[]; more: number };

export function worstOf<Row extends { all: number }>(rows: readonly Row[]): Worst<Omit<Row, "all">> {
  const [first] = rows;
  return { named: rows.map(({ all: _, ...row }) => row), more: first ? first.all - rows.length : 0 };
}
