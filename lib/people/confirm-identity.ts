import { and, eq } from "drizzle-orm";
import { identityWaits } from "#db/conditions/people.ts";
import { identities } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type UnlinkIdentityInput, unlinkIdentityInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Linked } from "./output.ts";

/** Confirms an identity of a person who decides, as a second admin. They can then sign in with it. */
export async function confirmIdentity(ctx: Context, input: UnlinkIdentityInput): Promise<Linked> {
  const { personId, identityId } = parse(unlinkIdentityInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    await lockPerson(ctx, personId);
    const waiting = and(eq(identities.id, identityId), eq(identities.personId, personId), identityWaits(ctx.now));
    const [asked] = await ctx.db.select({ askedById: identities.linkedById }).from(identities).where(waiting);
    if (!asked) throw new NotFound("The identity waiting for confirmation");
    ensure(may(ctx.actor, "rights.confirm", { personId, askedById: asked.askedById, isIdentity: true }));
    const [identity] = await ctx.db
      .update(identities)
      .set({ pendingSince: null, holdsFrom: null, confirmedById: personOf(ctx.actor)?.personId ?? null })
      .where(waiting)
      .returning();
    if (!identity) throw new NotFound("The identity waiting for confirmation");
    await record(
      ctx,
      { type: "person.identity-linked", subject: { kind: "person", id: personId }, data: { personId, identityId } },
      covered("identities", [identity]),
    );
    return { ...identity, isNew: true };
  });
}
