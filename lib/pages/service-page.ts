import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { mayRetire } from "#lib/teams/may-retire.ts";
import { teamOptions } from "#lib/teams/queries.ts";
import { servicePage as serviceOf } from "#lib/teams/team-queries.ts";
import { listThreatModels } from "#lib/threat-models/queries.ts";

/** One service with its reviews and threat models this actor may see, and the teams the actor may move it to. */
export async function servicePage(ctx: Context, id: number) {
  const service = await serviceOf(ctx, id);
  const { models } = await listThreatModels(ctx, { serviceId: id });
  const editing = may(ctx.actor, "service.edit", { teamId: service.teamId });
  const retiring = await mayRetire(ctx, service);
  return { service, models, editing, retiring, teams: editing.allowed ? await teamsFor(ctx, service.teamId) : [] };
}

/** Its current team, and the teams to which this actor may add a service. */
async function teamsFor(ctx: Context, ownId: number) {
  const teams = await teamOptions(ctx);
  return teams.filter(({ id }) => id === ownId || may(ctx.actor, "service.add", { teamId: id }).allowed);
}
