import { sql } from "drizzle-orm";
import { isFirst } from "#db/conditions/guardians.ts";
import { rowsOf } from "#db/rows-of.ts";
import { guardianships } from "#db/schema/index.ts";
import { bucket, byWindow, inWindows } from "../cohort.ts";
import { countFigure } from "../rules/figure.ts";
import { inScope } from "../scope.ts";
import type { CountFigures } from "./frame.ts";

/**
 * M15: people who became active for the first time, which requires all required courses. Returning guardians are not
 * new.
 */
export const newGuardians: CountFigures = async (ctx, { scope, windows }) => {
  const rows = await rowsOf<{ window: number; n: number }>(
    ctx.db,
    sql`
    select ${bucket(guardianships.activeAt, windows)} as "window", count(*)::int as n
    from ${guardianships}
    where ${inScope(scope, guardianships.teamId)} and ${inWindows(guardianships.activeAt, windows)} and ${isFirst()}
    group by 1`,
  );
  return byWindow(windows, rows).map(([row]) => countFigure(row?.n ?? 0));
};
