import { and, eq, isNotNull, lte, not, sql } from "drizzle-orm";
import { reviews, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isImported } from "#lib/reviews/conditions.ts";
import { submittedIn, type Windows } from "./cohort.ts";
import { shownRows } from "./figures/people.ts";
import { type MetricsScope, PROGRAM_SCOPE } from "./scope.ts";

/** Whether it may be said of a scope how many assigned guardians did nothing: enough of them stand behind it. */
export async function mayTellIdle(ctx: Context, scope: MetricsScope, windows: Windows): Promise<boolean> {
  const rows = await ctx.db
    .selectDistinct({ personId: sql<number>`${reviews.guardianAtSubmitId}`, organisationId: teams.organisationId })
    .from(reviews)
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .where(
      and(
        submittedIn(PROGRAM_SCOPE, windows),
        not(isImported()),
        isNotNull(reviews.guardianAtSubmitId),
        lte(reviews.firstDecidedAt, windows.asOf),
      ),
    );
  const [shown] = await shownRows(ctx, scope, [rows]);
  return shown !== null;
}
