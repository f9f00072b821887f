import { and, eq } from "drizzle-orm";
import { notLeft } from "#db/conditions/teams.ts";
import { memberships } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type MembershipInput, membershipInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Membership } from "./output.ts";

/**
 * Ends a person's team membership: from the next request on they no longer see the team's data. A guardian of the team
 * stays one until this is resolved.
 */
export async function leaveTeam(ctx: Context, input: MembershipInput): Promise<Membership> {
  const { personId, teamId } = parse(membershipInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    await lockPerson(ctx, personId);
    const day = ctx.day;
    const [left] = await ctx.db
      .update(memberships)
      .set({ toOn: day })
      .where(and(eq(memberships.personId, personId), eq(memberships.teamId, teamId), notLeft(day)))
      .returning();
    if (!left) throw new NotFound("The membership");
    await record(ctx, {
      type: "person.left-team",
      subject: { kind: "person", id: personId },
      data: { personId, teamId },
    });
    return left;
  });
}
