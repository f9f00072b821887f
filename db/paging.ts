import { type SQLWrapper, sql } from "drizzle-orm";
import type { Place } from "#lib/place.ts";
import type { Db } from "./client.ts";
import { rowsOf } from "./rows-of.ts";

/** The part of a list that one page shows. */
type Slice = { place: Place; limit: number; offset: number };

const PAGE_SIZE = 50;
/** A page takes no longer the more there are: past this many, who looks for something narrows the list. */
const COUNTED = 10_000;

/** The page of a list that is asked for, the last one where there are not so many. `all` selects the rows of all pages. */
export async function sliceOf(
  db: Db,
  all: SQLWrapper,
  wanted = 1,
  { size = PAGE_SIZE, counted = COUNTED } = {},
): Promise<Slice> {
  const [row] = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from (${all} limit ${counted + 1}) as counted`,
  );
  const found = row?.n ?? 0;
  const total = Math.min(found, counted);
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, wanted), pages);
  return { place: { total, totalIsAtLeast: found > counted, page, pages }, limit: size, offset: (page - 1) * size };
}
