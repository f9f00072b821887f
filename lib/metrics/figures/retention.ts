import { type SQL, sql } from "drizzle-orm";
import { activeAt, hasLeft } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { rowsOf } from "#db/rows-of.ts";
import { guardianships, people, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { LEAVING_REASON_WORDS, LEAVING_REASONS, type LeavingReason } from "#lib/guardians/rules.ts";
import { byWindow } from "../cohort.ts";
import { LEFT } from "../rules/definitions.ts";
import { censusFigure, type FigurePart, grouped, noFigure, sharePart } from "../rules/figure.ts";
import { isOver } from "../rules/quarter.ts";
import { inScope, type MetricsScope, PROGRAM_SCOPE } from "../scope.ts";
import { quartersAsRows } from "./as-rows.ts";
import { becameOf } from "./counted-guardians.ts";
import type { CountFigures, Frame } from "./frame.ts";
import { type Group, type PersonRow, shownRows } from "./people.ts";

type Row = { window: number; n: number; kept: number; ended: number };
type Leaver = PersonRow & { reason: LeavingReason | null; isHere: boolean };

/**
 * Everybody can see who has left the company, so people with this leaving reason cannot hide anyone else among them.
 */
const WITH_A_REASON_OF_THEIR_OWN: Group<Leaver> = {
  holds: ({ reason, isHere }) => isHere || reason !== "left_company",
};

/**
 * M16: guardians active when the quarter began who are active at its end, or now. Someone who left and is back by then,
 * in any team, counts. Paused guardians are a separate class. Active, paused and gone are public, so even small counts
 * are shown; leaving reasons are not public.
 */
export const retention: CountFigures = async (ctx, frame) => {
  const { scope, windows } = frame;
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    select started."window", count(*)::int as n,
      (count(*) filter (where started.became = 'active'))::int as kept,
      (count(*) filter (where started.became = 'left'))::int as ended
    from (select started."window", ${becameOf(sql`started.person`, sql`started.until_at`)} as became
      from (${startedIn(frame, scope)}) as started) as started
    group by started."window"`,
  );
  const reasons = await leavingReasons(ctx, frame);
  return byWindow(windows, rows).map(([row], index) =>
    row
      ? censusFigure(row.kept, row.n, [
          sharePart("Paused", row.n - row.kept - row.ended, row.n),
          sharePart(LEFT, row.ended, row.n),
          ...(reasons[index] ?? []),
        ])
      : noFigure(),
  );
};

/** The guardians of a scope who were active when each quarter began, as SQL rows. */
function startedIn(frame: Frame, scope: MetricsScope): SQL {
  return sql`
    select quarter."window", quarter.until_at, ${guardianships.personId} as person, ${guardianships.teamId} as team,
      ${guardianships.leavingReason} as reason
    from (values ${quartersAsRows(frame)}) as quarter ("window", from_at, until_at)
    join ${guardianships} on ${activeAt(sql`quarter.from_at`)}
    where ${inScope(scope, guardianships.teamId)}`;
}

/** People in `started` who have left by the end. */
const GONE = hasLeft(sql`started.person`, sql`started.until_at`);

/**
 * Leaving reasons, shown only for five people or more, and only if the people whose reason is not public number five or
 * more, or none. Only for ended quarters: while one runs, comparing two days could reveal a single reason.
 */
async function leavingReasons(ctx: Context, frame: Frame): Promise<FigurePart[][]> {
  const rows = await rowsOf<Leaver>(
    ctx.db,
    sql`
    select started."window", started.person as "personId", ${teams.id} as "teamId", ${teams.organisationId} as "organisationId",
      started.reason, ${isHere()} as "isHere"
    from (${startedIn(frame, PROGRAM_SCOPE)}) as started
    join ${teams} on ${teams.id} = started.team
    join ${people} on ${people.id} = started.person
    where ${GONE}`,
  );
  const shown = await shownRows(frame, byWindow(frame.windows, rows), [WITH_A_REASON_OF_THEIR_OWN]);
  return shown.map((left, index) => (hasEnded(frame, index) ? reasonParts(left ?? []) : []));
}

function reasonParts(left: readonly Leaver[]): FigurePart[] {
  const of = (code: LeavingReason | null) => left.filter(({ reason }) => reason === code).length;
  const parts = LEAVING_REASONS.map((code) => sharePart(LEAVING_REASON_WORDS[code], of(code), left.length));
  return grouped(LEFT, [...parts, sharePart("Not given", of(null), left.length)]).filter(({ count }) => count !== 0);
}

function hasEnded({ windows: { edges, asOf } }: Frame, index: number): boolean {
  const end = edges[index + 1];
  return end !== undefined && isOver({ end }, asOf);
}
