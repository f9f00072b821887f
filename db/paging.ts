import { type Column, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { BYTES_OF_CHARACTER, SECTION_BYTES } from "#lib/page-weight.ts";
import type { Place } from "#lib/place.ts";
import type { Db } from "./client.ts";
import { rowsOf } from "./rows-of.ts";

/** The part of a list shown on one page. */
type Slice = { place: Place; limit: number; offset: number };

const PAGE_SIZE = 50;
/** Counting stops here so that a page takes no longer as lists grow; beyond, readers narrow the list. */
const COUNTED = 10_000;

/** The requested page of a list, or the last if there are fewer. `all` selects the rows of all pages. */
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

/** The ids on one page of a list whose rows vary greatly in size. */
type WeighedSlice = { place: Place; ids: number[] };

/** A page by number, the last if there are fewer, or the page containing a row. */
export type WantedPage = number | { holding: number };

/**
 * The requested page of a list of long texts. Each page has a byte budget, including the row that exceeds it. `rows`
 * selects `id`, `weight` in bytes of a page, and `n`, the order.
 */
export async function weighedSlice(db: Db, rows: SQLWrapper, wanted: WantedPage = 1): Promise<WeighedSlice> {
  const asked =
    typeof wanted === "number" ? sql`${wanted}::int` : sql`(select page from paged where id = ${wanted.holding})`;
  const found = await rowsOf<{ id: number; page: number; pages: number; total: number }>(
    db,
    sql`with ahead as (
        select id, n, coalesce(sum(weight) over (order by n rows between unbounded preceding and 1 preceding), 0)::bigint as bytes
        from (${rows}) weighed
      ), paged as (
        select id, n, dense_rank() over (order by bytes / ${SECTION_BYTES})::int as page from ahead
      ), counted as (select max(page) as pages, count(*)::int as total from paged)
      select id, page, pages, total from paged, counted
      where page = least(pages, greatest(1, coalesce(${asked}, 1))) order by n`,
  );
  const [{ page, pages, total } = { page: 1, pages: 1, total: 0 }] = found;
  return { place: { total, totalIsAtLeast: false, page, pages }, ids: found.map(({ id }) => id) };
}

/** `bytesOnPage` for text columns, without reading them. */
export function weightOf(...texts: Column[]): SQL<number> {
  return sql`(${sql.join(
    texts.map((text) => sql`coalesce(octet_length(${text}), 0)`),
    sql` + `,
  )}) * ${BYTES_OF_CHARACTER}::int`;
}
