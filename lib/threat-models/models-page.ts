import { hasRole } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { notUnderstood, type Query } from "#lib/parameters.ts";
import { serviceList } from "#lib/teams/queries.ts";
import { listThreatModels, MODEL_PARAMETERS, readModelFilter } from "./queries.ts";

/** The filtered models, and the services whose models this actor may import. */
export async function modelsPage(ctx: Context, query: Query) {
  const filter = readModelFilter(query);
  const list = await listThreatModels(ctx, filter);
  const all = hasRole(ctx.actor, "security_engineer", "program_manager");
  const services = await serviceList(ctx, all ? {} : { mine: true });
  return { filter, list, services, leftOut: notUnderstood(MODEL_PARAMETERS, query) };
}
