import { sql } from "drizzle-orm";
import { goalStands } from "#db/conditions/program.ts";
import { rowsOf } from "#db/rows-of.ts";
import type { Context } from "#lib/context.ts";
import type { RestsOnImport } from "#lib/reviews/rules/undo-import.ts";

type Row = {
  importId: number;
  count: number;
  firstId: number | null;
  laterFile: string | null;
  letters: number;
  programReviews: number;
  goals: number;
};

/**
 * `letters` and `programReviews`: those frozen since; `goals`: current ones with a baseline set since. They keep their
 * numbers, so they do not block an undo.
 */
type Rests = Omit<RestsOnImport, "undoneAt"> & Kept;
type Kept = Pick<Row, "letters" | "programReviews" | "goals">;

const NOTHING: Rests = {
  workedOn: { count: 0, firstId: null },
  laterFile: null,
  letters: 0,
  programReviews: 0,
  goals: 0,
};

/**
 * What depends on each of these imports. Every change to a review records an event; time logged on it and a follow-up
 * review are about something else. For a file that only updated a review, changes since then count, in event order,
 * because instances' clocks differ.
 */
export async function restsOnImports(ctx: Context, importIds: readonly number[]): Promise<(importId: number) => Rests> {
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    with asked as (
      select id, accepted_at as since, (select coalesce(max(events.id), 0) from events
        where events.type = 'reviews.imported' and (events.data ->> 'importId')::int = review_imports.id) as event
      from review_imports where id = any(${`{${importIds.join(",")}}`}::int[])
    ), touched as (
      select asked.id as import_id, reviews.id as review_id, '-infinity'::timestamptz as since, 0 as event
      from asked join reviews on reviews.import_id = asked.id
      union
      select asked.id, change.review_id, asked.since, asked.event
      from asked join review_import_changes as change on change.import_id = asked.id
    ), worked_on as (
      select import_id, count(*)::int as n, min(review_id) as first_id from touched
      where exists (select from events where events.subject_kind = 'review' and events.subject_id = touched.review_id
          and events.id > touched.event)
        or exists (select from activities where activities.review_id = touched.review_id
          and activities.created_at >= touched.since)
        or exists (select from reviews as next where next.previous_review_id = touched.review_id
          and next.created_at >= touched.since)
      group by import_id
    ), later as (
      select touched.import_id, max(change.import_id) as by_import
      from touched join review_import_changes as change
        on change.review_id = touched.review_id and change.import_id > touched.import_id
      group by touched.import_id
    )
    select asked.id as "importId", coalesce(worked_on.n, 0) as count, worked_on.first_id as "firstId",
      file.file_name as "laterFile", (select count(*)::int from newsletters where as_of >= asked.since) as letters,
      (select count(*)::int from program_reviews where opened_at >= asked.since) as "programReviews",
      (select count(*)::int from goals
        where ${goalStands()} and baseline is not null and created_at >= asked.since) as goals
    from asked
    left join worked_on on worked_on.import_id = asked.id
    left join later on later.import_id = asked.id
    left join review_imports as file on file.id = later.by_import`,
  );
  const found = new Map(rows.map((row) => [row.importId, row]));
  return (importId) => {
    const row = found.get(importId);
    if (!row) return NOTHING;
    const { count, firstId, importId: _id, ...rests } = row;
    return { workedOn: { count, firstId }, ...rests };
  };
}
