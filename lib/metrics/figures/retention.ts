import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { guardianships } from "#db/schema/index.ts";
import { activeAt } from "#lib/guardians/conditions.ts";
import { byWindow } from "../cohort.ts";
import { censusFigure, noFigure, sharePart } from "../rules/figure.ts";
import { inScope } from "../scope.ts";
import { quartersAsRows } from "./as-rows.ts";
import type { CountFigures } from "./frame.ts";

type Row = { window: number; n: number; kept: number; ended: number };

/** M16: guardians active when the quarter began who are active at its end, or now. Paused ones are a class of their own. */
export const retention: CountFigures = async (ctx, frame) => {
  const { scope, windows } = frame;
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    select quarter."window", count(*)::int as n,
      (count(*) filter (where ${activeAt(sql`quarter.until_at`)}))::int as kept,
      (count(*) filter (where ${guardianships.endedAt} <= quarter.until_at))::int as ended
    from (values ${quartersAsRows(frame)}) as quarter ("window", from_at, until_at)
    join ${guardianships} on ${activeAt(sql`quarter.from_at`)}
    where ${inScope(scope, guardianships.teamId)}
    group by quarter."window"`,
  );
  return byWindow(windows, rows).map(([row]) =>
    row
      ? censusFigure(row.kept, row.n, [
          sharePart("Paused", row.n - row.kept - row.ended, row.n),
          sharePart("Left", row.ended, row.n),
        ])
      : noFigure(),
  );
};
