import { eq } from "drizzle-orm";
import { services, teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddServiceInput, addServiceInput } from "./input.ts";
import type { Service } from "./output.ts";

/** Adds a service to a team: what its members own and launch. */
export async function addService(ctx: Context, input: AddServiceInput): Promise<Service> {
  const wanted = parse(addServiceInput, input);
  return transaction(ctx, async (ctx) => {
    const [team] = await ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, wanted.teamId)).for("share");
    if (!team) throw new NotFound("The team");
    ensure(may(ctx.actor, "service.add", { teamId: team.id }));
    const [service] = await ctx.db
      .insert(services)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: services.name })
      .returning();
    if (!service)
      throw new Conflict(`There is a service named “${wanted.name}” already. Choose it, or use another name.`);
    await record(ctx, {
      type: "service.added",
      subject: { kind: "service", id: service.id },
      data: { serviceId: service.id, teamId: team.id },
    });
    return service;
  });
}
