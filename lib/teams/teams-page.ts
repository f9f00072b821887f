import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { notUnderstood, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import { organisationTree, serviceList } from "./queries.ts";
import { teamList, teamPage } from "./team-queries.ts";

const PARAMETERS = { q: searchWords("part of the name of a team or service") };

/** Every team and every service in use. With a search, only matching names, including retired services. */
export async function teamsPage(ctx: Context, query: Query) {
  const { q } = readParameters(PARAMETERS, query);
  const filter = q ? { q, retired: true } : {};
  return {
    q,
    teams: await teamList(ctx, filter),
    services: await serviceList(ctx, filter),
    leftOut: notUnderstood(PARAMETERS, query),
  };
}

/** One team. `organisations`: only for actors who may move it. */
export async function oneTeamPage(ctx: Context, id: number) {
  const manages = may(ctx.actor, "organisation.manage", null).allowed;
  return { team: await teamPage(ctx, id), organisations: manages ? await organisationTree(ctx) : [] };
}
