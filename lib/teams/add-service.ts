import { services } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddServiceInput, addServiceInput } from "./input.ts";
import type { Service } from "./output.ts";
import { nameTaken } from "./refuse-taken-name.ts";
import { requireTeamForService } from "./require-team-for-service.ts";

/** Adds a service that a team owns and launches. */
export async function addService(ctx: Context, input: AddServiceInput): Promise<Service> {
  const wanted = parse(addServiceInput, input);
  return transaction(ctx, async (ctx) => {
    await requireTeamForService(ctx, wanted.teamId);
    const [service] = await ctx.db
      .insert(services)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: services.name })
      .returning();
    if (!service) throw await nameTaken(ctx, "service", wanted.name, "Choose it, or use another name.");
    await record(ctx, {
      type: "service.added",
      subject: { kind: "service", id: service.id },
      data: { serviceId: service.id, teamId: wanted.teamId },
    });
    return service;
  });
}
