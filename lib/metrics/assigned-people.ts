import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import { reviewFacts, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { submittedIn } from "./cohort.ts";
import type { Frame } from "./figures/frame.ts";
import { shownRows } from "./figures/people.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/**
 * Whether it may be said of a scope how many assigned guardians did nothing in the last quarter of a frame: enough of them stand behind
 * it. Single reviews say it of themselves to those who may read them.
 */
export async function mayTellIdle(ctx: Context, frame: Frame): Promise<boolean> {
  const windows = { ...frame.windows, edges: frame.windows.edges.slice(-2) };
  const rows = await ctx.db
    .selectDistinct({
      personId: sql<number>`${reviewFacts.guardianAtSubmitId}`,
      teamId: teams.id,
      organisationId: teams.organisationId,
    })
    .from(await frame.facts(windows))
    .innerJoin(teams, eq(teams.id, reviewFacts.teamId))
    .where(
      and(
        submittedIn(PROGRAM_SCOPE, windows, reviewFacts),
        eq(reviewFacts.imported, false),
        isNotNull(reviewFacts.guardianAtSubmitId),
        lte(reviewFacts.firstDecidedAt, windows.asOf),
      ),
    );
  const [shown] = await shownRows({ ...frame, windows }, [rows]);
  return shown !== null;
}
