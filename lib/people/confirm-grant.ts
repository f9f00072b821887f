import { and, eq } from "drizzle-orm";
import { grantWaits } from "#db/conditions/people.ts";
import { roleGrants } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { receiptOf } from "./grant-role.ts";
import { type ConfirmGrantInput, confirmGrantInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { GrantReceipt } from "./output.ts";

/** Confirms a role that decides, as a second admin. It takes effect with the person's next request. */
export async function confirmGrant(ctx: Context, input: ConfirmGrantInput): Promise<GrantReceipt> {
  const { personId, grantId } = parse(confirmGrantInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    await lockPerson(ctx, personId);
    const waiting = and(eq(roleGrants.id, grantId), eq(roleGrants.personId, personId), grantWaits(ctx.now));
    const [asked] = await ctx.db.select({ askedById: roleGrants.grantedById }).from(roleGrants).where(waiting);
    if (!asked) throw new NotFound("The role waiting for confirmation");
    ensure(may(ctx.actor, "rights.confirm", { personId, askedById: asked.askedById, isIdentity: false }));
    const [grant] = await ctx.db
      .update(roleGrants)
      .set({ pendingSince: null, grantedAt: ctx.now, confirmedById: personOf(ctx.actor)?.personId ?? null })
      .where(waiting)
      .returning();
    if (!grant) throw new NotFound("The role waiting for confirmation");
    const { role, organisationId } = grant;
    await record(
      ctx,
      {
        type: "person.role-granted",
        subject: { kind: "person", id: personId },
        data: { personId, role, organisationId },
      },
      covered("role_grants", [grant]),
    );
    return receiptOf(ctx, grant, true);
  });
}
