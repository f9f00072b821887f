import { teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddTeamInput, addTeamInput } from "./input.ts";
import { nameTaken } from "./refuse-taken-name.ts";
import { requireOrganisation } from "./require-organisation.ts";

export type Team = Omit<typeof teams.$inferSelect, "createdAt">;

export async function addTeam(ctx: Context, input: AddTeamInput): Promise<Team> {
  const wanted = parse(addTeamInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    await requireOrganisation(ctx, wanted.organisationId);
    const [team] = await ctx.db
      .insert(teams)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: teams.name })
      .returning();
    if (!team) throw await nameTaken(ctx, "team", wanted.name);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: team.id }, data: { teamId: team.id } });
    return team;
  });
}
