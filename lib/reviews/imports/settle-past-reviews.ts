import { sql } from "drizzle-orm";
import { openElsewhere } from "#db/conditions/reviews.ts";
import { rowsOf } from "#db/rows-of.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { LaterWord } from "./past-reviews-here.ts";
import { endOf, type PastFile } from "./write-past-reviews.ts";

/**
 * Applies a later file's updates to reviews an earlier one left open: how they ended, or that they still are open. A
 * number of findings and a launch are added; requester, subject and participants stay. The earlier values are kept for
 * an undo.
 */
export async function settlePastReviews(
  ctx: Context,
  later: readonly LaterWord[],
  { importId, timeZone }: PastFile,
): Promise<void> {
  if (later.length === 0) return;
  const values = later.map(({ id, row }) => ({
    id,
    launched: row.launchedAt && dayIn(row.launchedAt, timeZone),
    findings: row.findings,
    ...endOf(row, ctx.now),
  }));
  const [written] = await rowsOf<{ n: number }>(
    ctx.db,
    sql`
    with word as (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as past (
        id int, state text, decided timestamptz, cancelled timestamptz, seen timestamptz, launched date, findings int
      )
    ), open as (
      select reviews.* from reviews join word on word.id = reviews.id
      where ${openElsewhere()} for update of reviews
    ), before as (
      insert into review_import_changes (import_id, review_id, open_elsewhere_at, launched_on, findings, updated_at)
      select ${importId}::int, id, open_elsewhere_at, launched_on, imported_findings, updated_at from open
    ), written as (
      update reviews set state = word.state, first_decided_at = word.decided, decided_at = word.decided,
        ended_at = word.cancelled, open_elsewhere_at = word.seen, sequence = reviews.sequence + 1,
        launched_on = coalesce(word.launched, reviews.launched_on),
        imported_findings = coalesce(word.findings, reviews.imported_findings),
        updated_at = coalesce(word.decided, word.cancelled, reviews.updated_at)
      from word join open on open.id = word.id
      where reviews.id = word.id
      returning 1
    )
    select count(*)::int as n from written`,
  );
  if ((written?.n ?? 0) < later.length) {
    throw new Conflict("Some of these reviews have changed meanwhile. Check the file again.");
  }
}
