import { and, eq, ne, sql } from "drizzle-orm";
import { services } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditServiceInput, editServiceInput } from "./input.ts";
import type { Service } from "./output.ts";

/** Changes what is said of a service. Fields that are left out stay; the team stays. */
export async function editService(ctx: Context, input: EditServiceInput): Promise<Service> {
  const { serviceId, ...wanted } = parse(editServiceInput, input);
  return transaction(ctx, async (ctx) => {
    const [service] = await ctx.db.select().from(services).where(eq(services.id, serviceId)).for("update");
    if (!service) throw new NotFound("The service");
    ensure(may(ctx.actor, "service.add", { teamId: service.teamId }));
    const changes = changesTo(service, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return service;
    if (changes.name !== undefined) await refuseTakenName(ctx, serviceId, changes.name);
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

async function refuseTakenName(ctx: Context, serviceId: number, name: string): Promise<void> {
  // One that is being added under this name is waited for, and none is added until this one has it.
  await ctx.db.execute(sql`lock table ${services} in share row exclusive mode`);
  const [taken] = await ctx.db
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.name, name), ne(services.id, serviceId)));
  if (taken) throw new Conflict(`There is a service named “${name}” already. Use another name.`);
}
