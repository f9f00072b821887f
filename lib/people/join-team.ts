import { and, eq } from "drizzle-orm";
import { memberOn } from "#db/conditions/teams.ts";
import { memberships, teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type MembershipInput, membershipInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Joined } from "./output.ts";

/** Makes a person a member of a team, starting today. An existing membership is unchanged. */
export async function joinTeam(ctx: Context, input: MembershipInput): Promise<Joined> {
  const wanted = parse(membershipInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    await lockPerson(ctx, wanted.personId);
    const [team] = await ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, wanted.teamId)).for("share");
    if (!team) throw new NotFound("The team");
    const day = ctx.day;
    const [member] = await ctx.db
      .select()
      .from(memberships)
      .where(and(eq(memberships.personId, wanted.personId), eq(memberships.teamId, team.id), memberOn(day)));
    if (member) return { ...member, isNew: false };
    const [joined] = await ctx.db
      .insert(memberships)
      .values({ ...wanted, fromOn: day })
      .returning();
    if (!joined) throw new NotFound("The membership");
    await record(ctx, {
      type: "person.joined-team",
      subject: { kind: "person", id: wanted.personId },
      data: wanted,
    });
    return { ...joined, isNew: true };
  });
}
