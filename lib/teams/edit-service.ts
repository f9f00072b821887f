import { eq } from "drizzle-orm";
import { services } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditServiceInput, editServiceInput } from "./input.ts";
import { lockService } from "./lock-service.ts";
import type { Service } from "./output.ts";
import { refuseRetired } from "./refuse-retired.ts";
import { refuseTakenName } from "./refuse-taken-name.ts";
import { requireTeamForService } from "./require-team-for-service.ts";

/**
 * Changes a service in use, including the team that owns it. Omitted fields stay, and reviews stay with the team that
 * requested them.
 */
export async function editService(ctx: Context, input: EditServiceInput): Promise<Service> {
  const { serviceId, ...wanted } = parse(editServiceInput, input);
  return transaction(ctx, async (ctx) => {
    const service = await lockService(ctx, serviceId);
    ensure(may(ctx.actor, "service.edit", { teamId: service.teamId }));
    refuseRetired(service);
    const changes = changesTo(service, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return service;
    if (changes.teamId !== undefined) await requireTeamForService(ctx, changes.teamId);
    if (changes.name !== undefined) await refuseTakenName(ctx, "service", { id: serviceId, name: changes.name });
    await ctx.db.update(services).set(changes).where(eq(services.id, serviceId));
    const moved = changes.teamId === undefined ? {} : { fromTeamId: service.teamId, teamId: changes.teamId };
    await record(ctx, {
      type: "service.edited",
      subject: { kind: "service", id: serviceId },
      data: { serviceId, fields, ...moved },
    });
    return { ...service, ...changes };
  });
}
