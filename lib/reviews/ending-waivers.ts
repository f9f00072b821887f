import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { events, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { riskAccepted } from "#lib/findings/conditions.ts";
import { isRenewal, waiverHoldsIn } from "#lib/policies/conditions.ts";
import { CAPABILITIES } from "./rules/capabilities.ts";
import type { GateId } from "./rules/gates.ts";
import { announcedUpTo, type WaivedKind } from "./rules/waiver.ts";

/** What stands on a review until a day that is near, and was not renewed. */
export type EndingWaiver = {
  kind: WaivedKind;
  id: number;
  reviewId: number;
  endsOn: string;
  /** Of a gate; null of a result and of a finding. */
  gate: GateId | null;
  askedById: number | null;
  /** Who has to deal with the finding. */
  ownerId: number | null;
};

/**
 * What ends within the days in which it is announced, the soonest first: waivers of gates, those of results that the current
 * checks still find, and accepted risks. `condition` is about the review, and scoped by the
 * caller. `isNews` leaves out what was announced to end on that day.
 */
export async function endingWaivers(
  ctx: Context,
  condition: SQL | undefined,
  most: number,
  { isNews = false } = {},
): Promise<EndingWaiver[]> {
  const day = ctx.day;
  const last = announcedUpTo(day);
  const states = sql`${`{${CAPABILITIES.end_waiver.from.join(",")}}`}::text[]`;
  return rowsOf<EndingWaiver>(
    ctx.db,
    sql`
    with ending as (
      select 'gate' as kind, w.id, w.review_id, w.expires_on, w.gate, w.asked_by_id, null::int as owner_id from waivers w
      where ${waiverHoldsIn("w", day)} and w.expires_on <= ${last}::date and not exists (
        select from waivers n where n.review_id = w.review_id and n.gate = w.gate and ${isRenewal("n", "w")})
      union all
      select 'result', w.id, w.review_id, w.expires_on, null, w.asked_by_id, null from check_waivers w
      where ${waiverHoldsIn("w", day)} and w.expires_on <= ${last}::date and not exists (
        select from check_waivers n where n.review_id = w.review_id and n.document_name = w.document_name
          and n.fingerprint = w.fingerprint and ${isRenewal("n", "w")}) and ${stillFound()}
      union all
      select 'finding', id, review_id, accepted_until, null, raised_by_id, owner_id from findings
      where ${riskAccepted(day)} and accepted_until <= ${last}::date
    )
    select e.kind, e.id, e.review_id as "reviewId", e.expires_on::text as "endsOn", e.gate, e.asked_by_id as "askedById",
      e.owner_id as "ownerId"
    from ending e join ${reviews} on ${reviews.id} = e.review_id
    where (e.kind = 'finding' or ${reviews.state} = any(${states})) and ${condition ?? sql`true`}
      and ${isNews ? sql`not ${wasAnnounced()}` : sql`true`}
    order by e.expires_on, e.kind, e.id limit ${most}`,
  );
}

function wasAnnounced(): SQL {
  return sql`exists (
    select from ${events} where subject_kind = 'review' and subject_id = e.review_id and type = 'review.waiver-announced'
      and data @> jsonb_build_object('kind', e.kind, 'waiverId', e.id, 'endsOn', e.expires_on::text))`;
}

/** The checks of the current revision still find what `w` lets stand. */
function stillFound(): SQL {
  return sql`exists (
    select from check_runs c join ${reviews} on ${reviews.id} = c.review_id and ${reviews.currentRevision} = c.revision
      join check_results r on r.run_id = c.id and r.document_name = w.document_name
    where c.review_id = w.review_id and jsonb_path_exists(r.reasons, '$[*] ? (@.fingerprint == $one)',
      jsonb_build_object('one', w.fingerprint)))`;
}
