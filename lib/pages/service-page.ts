import type { Context } from "#lib/context.ts";
import { servicePage as serviceOf } from "#lib/teams/team-queries.ts";
import { listThreatModels } from "#lib/threat-models/queries.ts";

/** One service with the reviews and the threat models of it that this actor may see. */
export async function servicePage(ctx: Context, id: number) {
  const service = await serviceOf(ctx, id);
  const { models } = await listThreatModels(ctx, { serviceId: id });
  return { service, models };
}
