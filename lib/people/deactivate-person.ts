import { and, eq } from "drizzle-orm";
import { isPresent } from "#db/conditions/guardians.ts";
import { notLeft } from "#db/conditions/teams.ts";
import { guardianships, memberships, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { endSessionsOf } from "#lib/auth/end-sessions-of.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { leave } from "#lib/guardians/leave.ts";
import { parse } from "#lib/input.ts";
import { releaseReviewsOf } from "#lib/reviews/lifecycle/release-reviews-of.ts";
import { type DeactivatePersonInput, deactivatePersonInput } from "./input.ts";
import { keepAnAdmin, lockPerson } from "./lock-person.ts";
import { deactivateRefusal } from "./rules/own-rights.ts";

/**
 * Records that a person leaves the company: their sessions, memberships and guardianship end immediately and their
 * claims are released.
 */
export async function deactivatePerson(
  ctx: Context,
  input: DeactivatePersonInput,
): Promise<{ id: number; deactivatedAt: Date }> {
  const { personId } = parse(deactivatePersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    const refusal = deactivateRefusal(personOf(ctx.actor)?.personId, personId);
    if (refusal) throw new Conflict(refusal);
    await lockPerson(ctx, personId);
    await keepAnAdmin(ctx, personId);
    await endGuardianship(ctx, personId);
    await ctx.db.update(people).set({ deactivatedAt: ctx.now }).where(eq(people.id, personId));
    await endMemberships(ctx, personId);
    await releaseReviewsOf(ctx, personId, "deactivate-person", "The reviewer has left");
    await endSessionsOf(ctx, personId);
    await record(ctx, {
      type: "person.deactivated",
      subject: { kind: "person", id: personId },
      data: { personId },
    });
    return { id: personId, deactivatedAt: ctx.now };
  });
}

/** The product ends the guardianship, because an admin alone may not move one. */
async function endGuardianship(ctx: Context, personId: number): Promise<void> {
  const [current] = await ctx.db
    .select({ id: guardianships.id })
    .from(guardianships)
    .where(and(eq(guardianships.personId, personId), isPresent()))
    // Waits for a concurrent departure by the person to finish.
    .for("update");
  if (!current) return;
  const product: Context = { ...ctx, actor: { kind: "system", job: "deactivate-person" } };
  await leave(product, { personId, reasonCode: "left_company", reason: "Left the company" });
}

async function endMemberships(ctx: Context, personId: number): Promise<void> {
  const day = ctx.day;
  await ctx.db
    .update(memberships)
    .set({ toOn: day })
    .where(and(eq(memberships.personId, personId), notLeft(day)));
}
