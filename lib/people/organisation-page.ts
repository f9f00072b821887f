import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { organisationTree, teamOptions } from "#lib/teams/queries.ts";
import { peopleOptions } from "./queries.ts";

/** The tree of organisations with its teams; `people` for those who may add members. */
export async function organisationPage(ctx: Context) {
  const manages = may(ctx.actor, "organisation.manage", null).allowed;
  return {
    tree: await organisationTree(ctx),
    people: manages ? await peopleOptions(ctx) : [],
    teams: await teamOptions(ctx),
  };
}
