import type { Context } from "#lib/context.ts";
import { serviceList } from "./queries.ts";
import { teamList } from "./team-queries.ts";

/** Every team and every service. */
export async function teamsPage(ctx: Context) {
  return { teams: await teamList(ctx), services: await serviceList(ctx) };
}
