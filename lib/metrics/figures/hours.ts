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

/** A month in which somebody was active as a guardian, by the organisation they were active in last, and the minutes they logged. */
type Row = PersonRow & { minutes: number };

const MINUTES = 60;
/** More hours a month than this are too much to ask of a guardian. */
const OVERLOAD_HOURS = 10;

/** M12: logged hours per active month of the guardians who log. */
export const hoursPerMonth = aboutPeople<Row>(
  (ctx, frame) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      select active."window", active."personId", active."organisationId",
        coalesce((select sum(${activities.minutes}) from ${activities} where ${activities.personId} = active."personId"
          and ${activities.onDate} >= active.from_day and ${activities.onDate} < active.to_day), 0)::int as minutes
      from (
        select distinct on (month.from_at, ${guardianships.personId}) month."window", month.from_day, month.to_day,
          ${guardianships.personId} as "personId", ${teams.organisationId} as "organisationId"
        from (values ${monthsOf(frame)}) as month ("window", from_at, to_at, from_day, to_day)
        join ${guardianships} on ${guardianships.activeAt} < month.to_at
          and (${activeAt(sql`month.from_at`)}
            or ${guardianships.activeAt} >= month.from_at
            or exists (select from guardian_moves as back where back.guardianship_id = ${guardianships.id}
              and back.to_state = 'active' and back.at >= month.from_at and back.at < month.to_at))
        join ${teams} on ${teams.id} = ${guardianships.teamId}
        order by month.from_at, ${guardianships.personId}, ${guardianships.activeAt} desc
      ) as active`,
    ),
  (rows) => {
    const people = byPerson(rows);
    const logging = people.filter(({ minutes }) => minutes > 0);
    if (logging.length === 0) return noFigure();
    const hours = logging.map(({ minutes, months }) => minutes / MINUTES / months);
    const months = logging.reduce((sum, each) => sum + each.months, 0);
    const minutes = logging.reduce((sum, each) => sum + each.minutes, 0);
    return meanFigure(minutes / MINUTES, months, [
      valuePart("Median of a guardian", quantile(hours, 0.5), "hours"),
      sharePart("Guardians who log", logging.length, people.length),
      countPart(`Above ${OVERLOAD_HOURS} hours a month`, hours.filter((each) => each > OVERLOAD_HOURS).length),
    ]);
  },
  [{ holds: ({ minutes }) => minutes > 0 }],
);

function byPerson(rows: readonly Row[]): { months: number; minutes: number }[] {
  const people = new Map<number, { months: number; minutes: number }>();
  for (const { personId, minutes } of rows) {
    const own = people.get(personId) ?? { months: 0, minutes: 0 };
    people.set(personId, { months: own.months + 1, minutes: own.minutes + minutes });
  }
  return [...people.values()];
}

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
