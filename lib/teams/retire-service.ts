import { eq } from "drizzle-orm";
import { services } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type RetireServiceInput, retireServiceInput } from "./input.ts";
import { lockService } from "./lock-service.ts";
import { mayRetire } from "./may-retire.ts";
import { refuseRetired } from "./refuse-retired.ts";

/** Retires a service, so that nothing new can be requested for it. Its data, reviews and threat models stay. */
export async function retireService(ctx: Context, input: RetireServiceInput): Promise<{ id: number; retiredAt: Date }> {
  const { serviceId } = parse(retireServiceInput, input);
  return transaction(ctx, async (ctx) => {
    const service = await lockService(ctx, serviceId);
    ensure(may(ctx.actor, "service.edit", { teamId: service.teamId }));
    refuseRetired(service);
    ensure(await mayRetire(ctx, service));
    const retiredAt = ctx.now;
    await ctx.db.update(services).set({ retiredAt }).where(eq(services.id, serviceId));
    await record(ctx, { type: "service.retired", subject: { kind: "service", id: serviceId }, data: { serviceId } });
    return { id: serviceId, retiredAt };
  });
}
