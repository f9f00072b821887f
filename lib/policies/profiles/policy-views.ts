import type { Context } from "#lib/context.ts";
import { disagreements } from "#lib/policies/analyzer/disagreements.ts";
import { listProfiles, recentRuns } from "#lib/policies/queries.ts";

/** What the page of policies reads, by its views: one of them is shown at a time. */
export const policyViews = {
  checks: (ctx: Context, page: number) => recentRuns(ctx, page),
  profiles: (ctx: Context) => listProfiles(ctx),
  disagreements: (ctx: Context, page: number) => disagreements(ctx, page),
};
