import { and, eq } from "drizzle-orm";
import { identities } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { endSessionsOf } from "#lib/auth/end-sessions-of.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { coveredAsDeleted } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type UnlinkIdentityInput, unlinkIdentityInput } from "./input.ts";
import { keepASignIn, lockAnybody } from "./lock-person.ts";
import type { Unlinked } from "./output.ts";

/**
 * Unlinks an identity from a person, even a leaver. Signing in with it no longer works, and it can be linked to its
 * real owner. All sessions end, because none records which identity started it.
 */
export async function unlinkIdentity(ctx: Context, input: UnlinkIdentityInput): Promise<Unlinked> {
  const { personId, identityId } = parse(unlinkIdentityInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    const person = await lockAnybody(ctx, personId);
    await keepASignIn(ctx, { id: identityId, personId });
    const [gone] = await ctx.db
      .delete(identities)
      .where(and(eq(identities.id, identityId), eq(identities.personId, personId)))
      .returning({ id: identities.id });
    if (!gone) throw new NotFound(`This identity of ${person.name}`);
    const sessions = await endSessionsOf(ctx, personId);
    await record(
      ctx,
      {
        type: "person.identity-unlinked",
        subject: { kind: "person", id: personId },
        data: { personId, identityId, sessions },
      },
      coveredAsDeleted("identities", [identityId]),
    );
    return { id: identityId, personId, sessions };
  });
}
