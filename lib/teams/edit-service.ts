import { eq } from "drizzle-orm";
import { services } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditServiceInput, editServiceInput } from "./input.ts";
import type { Service } from "./output.ts";
import { refuseTakenName } from "./refuse-taken-name.ts";

/** Changes what is said of a service. Fields that are left out stay; the team stays. */
export async function editService(ctx: Context, input: EditServiceInput): Promise<Service> {
  const { serviceId, ...wanted } = parse(editServiceInput, input);
  return transaction(ctx, async (ctx) => {
    const [service] = await ctx.db.select().from(services).where(eq(services.id, serviceId)).for("update");
    if (!service) throw new NotFound("The service");
    ensure(may(ctx.actor, "service.edit", { teamId: service.teamId }));
    const changes = changesTo(service, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return service;
    if (changes.name !== undefined) await refuseTakenName(ctx, "service", { id: serviceId, name: changes.name });
    const next = { ...service, ...changes };
    await ctx.db
      .update(services)
      .set({ name: next.name, tier: next.tier, description: next.description, links: next.links })
      .where(eq(services.id, serviceId));
    await record(ctx, {
      type: "service.edited",
      subject: { kind: "service", id: serviceId },
      data: { serviceId, fields },
    });
    return next;
  });
}
