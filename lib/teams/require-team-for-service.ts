import { eq } from "drizzle-orm";
import { teams } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";

/**
 * Checks that the team exists and that the actor may add services to it, for adding or moving a service. Throws
 * otherwise.
 */
export async function requireTeamForService(ctx: Context, teamId: number): Promise<void> {
  const [team] = await ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for("share");
  if (!team) throw new NotFound("The team");
  ensure(may(ctx.actor, "service.add", { teamId }));
}
