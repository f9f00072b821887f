import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { activities, guardianships, teams } from "#db/schema/index.ts";
import { activeAt } from "#lib/guardians/conditions.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { moment } from "../cohort.ts";
import { countPart, meanFigure, noFigure, sharePart, valuePart } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import { monthsUpTo, quarterOf } from "../rules/quarter.ts";
import type { Frame } from "./frame.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

/** A guardian of a quarter: the months of it in which they were active, and the minutes they logged. */
type Row = PersonRow & { months: number; minutes: number };

const MINUTES = 60;
/** More hours a month than this are too much to ask of a guardian. */
const OVERLOAD_HOURS = 10;

/** M12: logged hours per active month of the guardians who log. */
export const hoursPerMonth = aboutPeople<Row>(
  (ctx, frame) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      select month."window", ${guardianships.personId} as "personId", ${teams.organisationId} as "organisationId",
        count(distinct month.from_at)::int as months,
        coalesce((select sum(${activities.minutes}) from ${activities}
          where ${activities.personId} = ${guardianships.personId}
            and ${activities.onDate} >= min(month.from_day) and ${activities.onDate} < max(month.to_day)), 0)::int as minutes
      from (values ${monthsOf(frame)}) as month ("window", from_at, to_at, from_day, to_day)
      join ${guardianships} on ${guardianships.activeAt} < month.to_at
        and (${activeAt(sql`month.from_at`)}
          or ${guardianships.activeAt} >= month.from_at
          or exists (select from guardian_moves as back where back.guardianship_id = ${guardianships.id}
            and back.to_state = 'active' and back.at >= month.from_at and back.at < month.to_at))
      join ${teams} on ${teams.id} = ${guardianships.teamId}
      group by month."window", ${guardianships.personId}, ${teams.organisationId}`,
    ),
  (rows) => {
    const logging = rows.filter(({ minutes }) => minutes > 0);
    if (logging.length === 0) return noFigure();
    const hours = logging.map(({ minutes, months }) => minutes / MINUTES / months);
    const months = logging.reduce((sum, row) => sum + row.months, 0);
    const minutes = logging.reduce((sum, row) => sum + row.minutes, 0);
    return meanFigure(minutes / MINUTES, months, [
      valuePart("Median of a guardian", quantile(hours, 0.5), "hours"),
      sharePart("Guardians who log", logging.length, rows.length),
      countPart(`Above ${OVERLOAD_HOURS} hours a month`, hours.filter((each) => each > OVERLOAD_HOURS).length),
    ]);
  },
  [({ minutes }) => minutes > 0],
);

/** The months of each quarter that have begun at its moment, as rows of SQL. */
function monthsOf({ windows: { edges, asOf }, timeZone }: Frame) {
  const rows = edges.slice(0, -1).flatMap((edge, index) =>
    monthsUpTo(quarterOf(edge, timeZone), 3, timeZone)
      .filter(({ start }) => start <= asOf)
      .map(({ start, end }) => {
        const days = sql`${dayIn(start, timeZone)}::date, ${dayIn(end, timeZone)}::date`;
        return sql`(${index + 1}::int, ${moment(start)}, ${moment(end)}, ${days})`;
      }),
  );
  return sql.join(rows, sql`, `);
}
