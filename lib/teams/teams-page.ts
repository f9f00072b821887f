import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { organisationTree, serviceList } from "./queries.ts";
import { teamList, teamPage } from "./team-queries.ts";

/** Every team and every service. */
export async function teamsPage(ctx: Context) {
  return { teams: await teamList(ctx), services: await serviceList(ctx) };
}

/** One team; `organisations` for those who may move it. */
export async function oneTeamPage(ctx: Context, id: number) {
  const manages = may(ctx.actor, "organisation.manage", null).allowed;
  return { team: await teamPage(ctx, id), organisations: manages ? await organisationTree(ctx) : [] };
}
