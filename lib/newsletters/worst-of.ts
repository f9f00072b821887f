import { sql } from "drizzle-orm";

/** How many of the worst a letter holds; its first page names fewer. */
export const MOST = 20;
/** How many there are of which a query reads the worst. */
export const ALL = sql<number>`(count(*) over ())::int`;

/** The worst by name, and how many more there are. */
export type Worst<Row> = { named: Row[]; more: number };

export function worstOf<Row extends { all: number }>(rows: readonly Row[]): Worst<Omit<Row, "all">> {
  const [first] = rows;
  return { named: rows.map(({ all: _, ...row }) => row), more: first ? first.all - rows.length : 0 };
}
