import type { Context } from "#lib/context.ts";
import { disagreements } from "#lib/policies/analyzer/disagreements.ts";
import { listProfiles, recentRuns } from "#lib/policies/queries.ts";

/** What each view of the policies page reads; only one view is shown at a time. */
export const policyViews = {
  checks: (ctx: Context, page: number) => recentRuns(ctx, page),
  profiles: (ctx: Context) => listProfiles(ctx),
  disagreements: (ctx: Context, page: number) => disagreements(ctx, page),
};
