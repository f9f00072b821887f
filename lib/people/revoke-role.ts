import { and, eq } from "drizzle-orm";
import { grantStands } from "#db/conditions/people.ts";
import { roleGrants } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { canReview } from "#lib/reviews/involvement/can-review.ts";
import { releaseReviewsOf } from "#lib/reviews/lifecycle/release-reviews-of.ts";
import { type RevokeRoleInput, revokeRoleInput } from "./input.ts";
import { keepAnAdmin, lockPerson } from "./lock-person.ts";

/**
 * Revokes a role, even one waiting for a second admin. It ends with the person's next request. Returns how many grants
 * ended.
 */
export async function revokeRole(ctx: Context, input: RevokeRoleInput): Promise<{ revoked: number }> {
  const { personId, role, organisationId } = parse(revokeRoleInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    const person = await lockPerson(ctx, personId);
    if (role === "admin") await keepAnAdmin(ctx, personId);
    const ended = await ctx.db
      .update(roleGrants)
      .set({ revokedAt: ctx.now, revokedById: personOf(ctx.actor)?.personId ?? null })
      .where(
        and(
          eq(roleGrants.personId, personId),
          eq(roleGrants.role, role),
          organisationId === null ? undefined : eq(roleGrants.organisationId, organisationId),
          grantStands(ctx.now),
        ),
      )
      .returning();
    if (ended.length === 0) throw new NotFound(`This role of ${person.name}`);
    await record(
      ctx,
      {
        type: "person.role-revoked",
        subject: { kind: "person", id: personId },
        data: { personId, role },
      },
      covered("role_grants", ended),
    );
    if (!(await canReview(ctx, personId))) {
      await releaseReviewsOf(ctx, personId, "revoke-role", "The reviewer no longer holds a reviewing role");
    }
    return { revoked: ended.length };
  });
}
