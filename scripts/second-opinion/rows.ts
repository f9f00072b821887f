import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import type { Context } from "#lib/context.ts";
import type { Asked } from "#lib/metrics/read-query.ts";
import { lastQuarters } from "#lib/metrics/rules/quarter.ts";
import { programSettings } from "#lib/program/settings.ts";

const QUARTERS = 6;

/** The rows behind the metrics, as stored in the tables: instants in seconds, days as words. */
export async function rowsFor(ctx: Context, { quarter, timeZone }: Asked) {
  const { calendar, sla, slaBefore } = await programSettings(ctx);
  const at = (date: Date) => date.getTime() / 1000;
  const rows = (query: string) => rowsOf(ctx.db, sql.raw(query));
  return {
    ...{ timeZone, calendar, sla, now: at(ctx.now) },
    slaBefore: slaBefore.map(({ until, sla: { low, medium, high } }) => ({
      until: at(new Date(until)),
      low: low.firstResponseDays,
      medium: medium.firstResponseDays,
      high: high.firstResponseDays,
    })),
    quarters: lastQuarters(QUARTERS, quarter).map(({ year, quarter }) => ({ year, quarter })),
    reviews: await rows(`select id, team_id as team, tier, type, state, import_id is not null as imported,
      imported_with_guardian as with_guardian, imported_findings as stated, guardian_at_submit_id as guardian, previous_review_id as previous,
      extract(epoch from first_submitted_at)::float8 as submitted, extract(epoch from first_response_at)::float8 as responded,
      extract(epoch from first_decided_at)::float8 as decided, extract(epoch from ended_at)::float8 as ended,
      extract(epoch from open_elsewhere_at)::float8 as open_elsewhere,
      launched_on::text as launched,
      extract(epoch from decided_at)::float8 as last_decided from reviews where first_submitted_at is not null`),
    findings: await rows(`select review_id as review, finder, state, escape, first_severity as first,
      severity_at_decision as at_decision, extract(epoch from created_at)::float8 as made from findings`),
    decisions: await rows(`select id, review_id as review, outcome, extract(epoch from decided_at)::float8 as decided
      from review_decisions`),
    states: await rows(`select review_id as review, state, extract(epoch from from_at)::float8 as from_at,
      extract(epoch from to_at)::float8 as to_at from review_states`),
    activities: await rows("select person_id as person, minutes, on_date::text as day from activities"),
    guardianships: await rows(`select id, person_id as person, extract(epoch from active_at)::float8 as active,
      extract(epoch from ended_at)::float8 as ended from guardianships where active_at is not null`),
    moves:
      await rows(`select id, guardianship_id as guardianship, to_state as "to", extract(epoch from at)::float8 as at
      from guardian_moves`),
  };
}
