import { and, eq } from "drizzle-orm";
import { identities, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type LinkIdentityInput, linkIdentityInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Linked } from "./output.ts";
import { belongsToLeaver } from "./rules/come-back.ts";

const UNLINK_FIRST = "Unlink it there first, if it is not theirs.";

/** Says who a person is to an identity provider: whoever signs in with it is this person from now on. */
export async function linkIdentity(ctx: Context, input: LinkIdentityInput): Promise<Linked> {
  const wanted = parse(linkIdentityInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    await lockPerson(ctx, wanted.personId);
    const [identity] = await ctx.db
      .insert(identities)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: [identities.issuer, identities.subject] })
      .returning();
    if (!identity) return linkedAlready(ctx, wanted);
    await record(
      ctx,
      {
        type: "person.identity-linked",
        subject: { kind: "person", id: wanted.personId },
        data: { personId: wanted.personId, identityId: identity.id },
      },
      covered("identities", [identity]),
    );
    return { ...identity, isNew: true };
  });
}

/** An identity is never moved: that would hand over what its person may see. It is unlinked from them first. */
async function linkedAlready(
  ctx: Context,
  { personId, issuer, subject }: { personId: number; issuer: string; subject: string },
): Promise<Linked> {
  const [linked] = await ctx.db
    .select({ id: identities.id, personId: identities.personId, name: people.name, leftAt: people.deactivatedAt })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  if (linked?.personId === personId) return { ...linked, isNew: false };
  if (linked?.leftAt) throw new Conflict(belongsToLeaver("This identity", linked.name, UNLINK_FIRST));
  throw new Conflict(`This identity belongs to ${linked?.name ?? "somebody else"}. ${UNLINK_FIRST}`);
}
