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
import { belongsToLeaver } from "./rules/leaver-refusals.ts";
import type { Beginning } from "./rules/second-admin.ts";

const UNLINK_FIRST = "Unlink it there first, if it is not theirs.";

/**
 * Links a provider's identity to a person, who can then sign in with it. The identity of a person who decides waits
 * until a second admin confirms it, or a day if there is no other admin.
 */
export async function linkIdentity(ctx: Context, input: LinkIdentityInput): Promise<Linked> {
  const wanted = parse(linkIdentityInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    await lockPerson(ctx, wanted.personId);
    const { beginning, toIds } = await beginningFor(ctx, wanted.personId);
    const linkedById = personOf(ctx.actor)?.personId ?? null;
    const [identity] = await ctx.db
      .insert(identities)
      .values({ ...wanted, createdAt: ctx.now, linkedById, ...columnsOf(ctx, beginning) })
      .onConflictDoNothing({ target: [identities.issuer, identities.subject] })
      .returning();
    if (!identity) return linkedAlready(ctx, wanted);
    await recordLink(ctx, identity, beginning, toIds);
    return { ...identity, isNew: true };
  });
}

async function beginningFor(ctx: Context, personId: number) {
  return secondAdmin(ctx, { personId, confirms: true }, await rolesOf(ctx, personId));
}

function columnsOf({ now }: Context, beginning: Beginning) {
  return {
    pendingSince: beginning.by === "admin" ? now : null,
    holdsFrom: beginning.by === "day" ? beginning.from : null,
  };
}

async function recordLink(
  ctx: Context,
  identity: typeof identities.$inferSelect,
  beginning: Beginning,
  toIds: number[],
): Promise<void> {
  const { personId, id: identityId, holdsFrom } = identity;
  const subject = { kind: "person", id: personId } as const;
  const data = { personId, identityId };
  const rows = covered("identities", [identity]);
  if (beginning.by === "now") return record(ctx, { type: "person.identity-linked", subject, data }, rows);
  const from = holdsFrom?.toISOString() ?? null;
  return record(ctx, { type: "person.identity-requested", subject, data: { ...data, from, toIds } }, rows);
}

/** An identity is never moved, because this would hand over its person's access. It must be unlinked first. */
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
  throw new Conflict(`This identity belongs to ${linked?.name ?? "someone else"}. ${UNLINK_FIRST}`);
}

/** The operator's command lets an identity that waits for an admin take effect after a day. */
async function release(ctx: Context, { id, personId }: { id: number; personId: number }): Promise<Linked> {
  const { beginning, toIds } = await beginningFor(ctx, personId);
  const [identity] = await ctx.db
    .update(identities)
    .set(columnsOf(ctx, beginning))
    .where(eq(identities.id, id))
    .returning();
  if (!identity) throw new NotFound("The identity");
  await recordLink(ctx, identity, beginning, toIds);
  return { ...identity, isNew: true };
}
