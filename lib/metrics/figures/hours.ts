import { inArray, type SQL, sql } from "drizzle-orm";
import { activeAt } from "#db/conditions/guardians.ts";
import { grantHeldIn } from "#db/conditions/people.ts";
import { memberIn } from "#db/conditions/teams.ts";
import { rowsOf } from "#db/rows-of.ts";
import { activities, guardianships, memberships, roleGrants, teams } from "#db/schema/index.ts";
import type { Role } from "#lib/auth/actor.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { moment } from "../cohort.ts";
import { countPart, type Figure, meanFigure, noFigure, sharePart, valuePart } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import { isOver, monthsUpTo, quarterOf } from "../rules/quarter.ts";
import type { CountFigures, Frame } from "./frame.ts";
import { aboutPeople, ofNoPastDay, type PersonRow } from "./people.ts";

/** A counted month of a person, by the team they were last in, with the minutes they logged in it. */
type Row = PersonRow & { minutes: number };

const MINUTES = 60;
/** More hours a month than this are too much to ask of a guardian. */
const OVERLOAD_HOURS = 10;
/** Roles whose hours are work of the program itself. */
const STAFF = ["security_engineer", "program_manager"] as const satisfies readonly Role[];
/** If few people log, they are not distinguished from those who do not. */
const WHO_LOG: { holds: (row: Row) => boolean } = { holds: ({ minutes }) => minutes > 0 };

/** M12: logged hours per ended active month of guardians who log, with the same for builders. */
export const hoursPerMonth: CountFigures = ofNoPastDay(async (ctx, frame) => {
  const months = monthsOf(frame);
  if (months.length === 0) return frame.quarters.map(() => noFigure());
  const builders = await hoursOfBuilders(ctx, frame);
  return (await hoursOfGuardians(ctx, frame)).map((own, index) =>
    months.some((month) => month.index === index) ? withBuilders(own, builders[index]) : noFigure(),
  );
});

/** If the number itself is hidden, nothing is shown with it. */
function withBuilders(own: Figure, builders: Figure | undefined): Figure {
  if (own.state === "suppressed" || builders?.state !== "shown") return own;
  return { ...own, parts: [...own.parts, valuePart("Mean per builder", builders.value, "hours", builders.n)] };
}

const hoursOfGuardians = aboutPeople<Row>(
  (ctx, frame) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      with month ("window", from_at, to_at, from_day, to_day) as (values ${monthsAsRows(frame)})
      ${withMinutes(sql`
        select distinct on (month.from_at, ${guardianships.personId}) month."window", month.from_day, month.to_day,
          ${guardianships.personId} as "personId", ${teams.id} as "teamId", ${teams.organisationId} as "organisationId"
        from month
        join ${guardianships} on ${activeInMonth()}
        join ${teams} on ${teams.id} = ${guardianships.teamId}
        order by month.from_at, ${guardianships.personId}, ${guardianships.activeAt} desc`)}`,
    ),
  (rows) => {
    const { people, hours, most, sum, months } = loggedHours(rows);
    if (hours.length === 0) return noFigure();
    return meanFigure(sum, months, [
      valuePart("Median per guardian", quantile(hours, 0.5), "hours"),
      sharePart("Guardians who log time", hours.length, people),
      countPart(`Above ${OVERLOAD_HOURS} hours a month`, most.filter((each) => each > OVERLOAD_HOURS).length),
    ]);
  },
  [WHO_LOG],
);

/** Team members who log, in months when they were neither an active guardian nor program staff. */
const hoursOfBuilders = aboutPeople<Row>(
  (ctx, frame) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      with month ("window", from_at, to_at, from_day, to_day) as (values ${monthsAsRows(frame)}),
      logging as (
        select distinct month."window", ${activities.personId} as person_id
        from ${activities} join month on month.from_day = date_trunc('month', ${activities.onDate}::timestamp)::date
      )
      ${withMinutes(sql`
        select distinct on (month.from_at, ${memberships.personId}) month."window", month.from_day, month.to_day,
          ${memberships.personId} as "personId", ${teams.id} as "teamId", ${teams.organisationId} as "organisationId"
        from month
        join logging on logging."window" = month."window"
        join ${memberships} on ${memberships.personId} = logging.person_id
          and ${memberIn({ from: sql`month.from_day`, to: sql`month.to_day` })}
        join ${teams} on ${teams.id} = ${memberships.teamId}
        where not exists (select from ${guardianships}
            where ${guardianships.personId} = logging.person_id and ${activeInMonth()})
          and not exists (select from ${roleGrants}
            where ${roleGrants.personId} = logging.person_id and ${inArray(roleGrants.role, [...STAFF])}
              and ${grantHeldIn({ from: sql`month.from_at`, to: sql`month.to_at` })})
        order by month.from_at, ${memberships.personId}, ${memberships.fromOn} desc, ${memberships.id} desc`)}`,
    ),
  (rows) => {
    const { sum, months } = loggedHours(rows);
    return meanFigure(sum, months);
  },
  [WHO_LOG],
);

/** People's months, each with the minutes the person logged in it. */
function withMinutes(months: SQL): SQL {
  return sql`
    select own."window", own."personId", own."teamId", own."organisationId",
      coalesce((select sum(${activities.minutes}) from ${activities} where ${activities.personId} = own."personId"
        and ${activities.onDate} >= own.from_day and ${activities.onDate} < own.to_day), 0)::int as minutes
    from (${months}) as own`;
}

/** The rows of `guardianships` that were active at some time in a month. */
function activeInMonth(): SQL {
  return sql`${guardianships.activeAt} < month.to_at
    and (${activeAt(sql`month.from_at`)}
      or ${guardianships.activeAt} >= month.from_at
      or exists (select from guardian_moves as back where back.guardianship_id = ${guardianships.id}
        and back.to_state = 'active' and back.at >= month.from_at and back.at < month.to_at))`;
}

/**
 * For all counted people: their number. For those who log: each one's hours per month and in their highest month, the
 * total hours, and the months.
 */
function loggedHours(rows: readonly Row[]) {
  const people = byPerson(rows);
  const logging = people.filter(({ minutes }) => minutes > 0);
  return {
    people: people.length,
    hours: logging.map(({ minutes, months }) => minutes / MINUTES / months),
    most: logging.map(({ most }) => most / MINUTES),
    sum: logging.reduce((sum, each) => sum + each.minutes, 0) / MINUTES,
    months: logging.reduce((sum, each) => sum + each.months, 0),
  };
}

/** A person's months, the total minutes, and the minutes of the highest month. */
type Logged = { months: number; minutes: number; most: number };

function byPerson(rows: readonly Row[]): Logged[] {
  const people = new Map<number, Logged>();
  for (const { personId, minutes } of rows) {
    const own = people.get(personId) ?? { months: 0, minutes: 0, most: 0 };
    const most = Math.max(own.most, minutes);
    people.set(personId, { months: own.months + 1, minutes: own.minutes + minutes, most });
  }
  return [...people.values()];
}

/** The ended months of each quarter, by its position. A running month must not count as a whole month in a division. */
function monthsOf({ windows: { edges, asOf }, timeZone }: Frame) {
  return edges.slice(0, -1).flatMap((edge, index) =>
    monthsUpTo(quarterOf(edge, timeZone), 3, timeZone)
      .filter((month) => isOver(month, asOf))
      .map(({ start, end }) => ({ index, start, end })),
  );
}

/** Like `monthsOf`, as SQL rows. */
function monthsAsRows(frame: Frame): SQL {
  const rows = monthsOf(frame).map(({ index, start, end }) => {
    const days = sql`${dayIn(start, frame.timeZone)}::date, ${dayIn(end, frame.timeZone)}::date`;
    return sql`(${index + 1}::int, ${moment(start)}, ${moment(end)}, ${days})`;
  });
  return sql.join(rows, sql`, `);
}
