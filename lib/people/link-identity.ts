import { and, eq } from "drizzle-orm";
import { identities, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { isOperator, rolesOf, secondAdmin } from "./ask-second-admin.ts";
import { type LinkIdentityInput, linkIdentityInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Linked } from "./output.ts";
import { belongsToLeaver } from "./rules/come-back.ts";

const UNLINK_FIRST = "Unlink it there first, if it is not theirs.";

/**
 * Says who a person is to an identity provider: whoever signs in with it is this person from now on. For a person who decides, once a
 * second admin confirms it, or after a day where there is none.
 */
export async function linkIdentity(ctx: Context, input: LinkIdentityInput): Promise<Linked> {
  const wanted = parse(linkIdentityInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    await lockPerson(ctx, wanted.personId);
    const { beginning, toIds } = await secondAdmin(
      ctx,
      { personId: wanted.personId, confirms: true },
      await rolesOf(ctx, wanted.personId),
    );
    const linkedById = personOf(ctx.actor)?.personId ?? null;
    const holdsFrom = beginning.by === "day" ? beginning.from : null;
    const begins = { pendingSince: beginning.by === "admin" ? ctx.now : null, holdsFrom };
    const [identity] = await ctx.db
      .insert(identities)
      .values({ ...wanted, createdAt: ctx.now, linkedById, ...begins })
      .onConflictDoNothing({ target: [identities.issuer, identities.subject] })
      .returning();
    if (!identity) return linkedAlready(ctx, wanted);
    const { personId } = wanted;
    const subject = { kind: "person", id: personId } as const;
    const data = { personId, identityId: identity.id };
    const rows = covered("identities", [identity]);
    if (beginning.by === "now") await record(ctx, { type: "person.identity-linked", subject, data }, rows);
    else {
      const from = holdsFrom?.toISOString() ?? null;
      await record(ctx, { type: "person.identity-requested", subject, data: { ...data, from, toIds } }, rows);
    }
    return { ...identity, isNew: true };
  });
}

/** An identity is never moved: that would hand over what its person may see. It is unlinked from them first. */
async function linkedAlready(
  ctx: Context,
  { personId, issuer, subject }: { personId: number; issuer: string; subject: string },
): Promise<Linked> {
  const [linked] = await ctx.db
    .select({
      ...{ id: identities.id, personId: identities.personId, name: people.name, leftAt: people.deactivatedAt },
      ...{ pendingSince: identities.pendingSince, holdsFrom: identities.holdsFrom },
    })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  if (linked?.personId === personId && linked.pendingSince && isOperator(ctx)) return release(ctx, linked);
  if (linked?.personId === personId) return { ...linked, isNew: false };
  if (linked?.leftAt) throw new Conflict(belongsToLeaver("This identity", linked.name, UNLINK_FIRST));
  throw new Conflict(`This identity belongs to ${linked?.name ?? "somebody else"}. ${UNLINK_FIRST}`);
}

/** The operator's command gives an identity that waits its day. */
async function release(ctx: Context, { id, personId }: { id: number; personId: number }): Promise<Linked> {
  const { beginning, toIds } = await secondAdmin(ctx, { personId, confirms: true }, await rolesOf(ctx, personId));
  const holdsFrom = beginning.by === "day" ? beginning.from : null;
  const [identity] = await ctx.db
    .update(identities)
    .set({ pendingSince: null, holdsFrom })
    .where(eq(identities.id, id))
    .returning();
  if (!identity) throw new NotFound("The identity");
  const data = { personId, identityId: id, from: holdsFrom?.toISOString() ?? null, toIds };
  const subject = { kind: "person", id: personId } as const;
  await record(ctx, { type: "person.identity-requested", subject, data }, covered("identities", [identity]));
  return { ...identity, isNew: true };
}
