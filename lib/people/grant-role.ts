import { and, eq } from "drizzle-orm";
import { grantStands } from "#db/conditions/people.ts";
import { roleGrants } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf, type Role } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid, NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { program } from "#lib/program/queries.ts";
import { requireOrganisation } from "#lib/teams/require-organisation.ts";
import { beginningOf, daysAfter } from "#lib/zoned-time.ts";
import { isOperator, secondAdmin } from "./ask-second-admin.ts";
import { type GrantRoleInput, grantRoleInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { GrantReceipt } from "./output.ts";
import type { Beginning } from "./rules/second-admin.ts";

/**
 * Grants a role, effective with the person's next request. A role that decides waits until a second admin confirms it,
 * or a day if there is no other admin. A role the person holds is unchanged; one with an ended time box is granted
 * again.
 */
export async function grantRole(ctx: Context, input: GrantRoleInput): Promise<GrantReceipt> {
  const { endsOn, ...wanted } = parse(grantRoleInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "role.grant", wanted));
    await lockPerson(ctx, wanted.personId);
    if (wanted.organisationId !== null) await requireOrganisation(ctx, wanted.organisationId);
    const endsAt = endsOn === null ? null : await endOf(ctx, endsOn);
    const held = await heldGrant(ctx, wanted);
    const waits = held?.pendingSince && isOperator(ctx) ? held : undefined;
    if (held && !waits) return extend(ctx, held, endsAt);
    const grantedById = personOf(ctx.actor)?.personId ?? null;
    const { beginning, toIds } = await secondAdmin(ctx, { personId: wanted.personId, confirms: false }, [wanted.role]);
    const grantedAt = beginning.by === "day" ? beginning.from : ctx.now;
    const pendingSince = beginning.by === "admin" ? ctx.now : null;
    const values = { ...wanted, endsAt, grantedById, grantedAt, pendingSince };
    // The operator's command lets a role that waits for an admin take effect after a day.
    const [grant] = waits
      ? await ctx.db.update(roleGrants).set({ grantedAt, pendingSince }).where(eq(roleGrants.id, waits.id)).returning()
      : await ctx.db.insert(roleGrants).values(values).returning();
    if (!grant) throw new NotFound("The grant");
    if (beginning.by === "now") await recordGrant(ctx, grant);
    else await recordRequest(ctx, grant, beginning, toIds);
    return receiptOf(ctx, grant, true);
  });
}

export function receiptOf({ now }: Context, grant: RoleGrant, isNew: boolean): GrantReceipt {
  const isLater = grant.pendingSince === null && grant.grantedAt > now;
  return { ...grant, isNew, holdsFrom: isLater ? grant.grantedAt : null };
}

/** Notifies the other admins, and everyone with the role, of a role that is not yet effective. */
async function recordRequest(ctx: Context, grant: RoleGrant, beginning: Beginning, toIds: number[]): Promise<void> {
  const { id: grantId, personId, role } = grant;
  const from = beginning.by === "day" ? beginning.from.toISOString() : null;
  const subject = { kind: "person", id: personId } as const;
  const data = { personId, role, grantId, from, toIds };
  await record(ctx, { type: "person.role-requested", subject, data }, covered("role_grants", [grant]));
}

/** The first instant after the last day of the time box, in the program's time zone. */
async function endOf(ctx: Context, endsOn: string): Promise<Date> {
  const { timeZone } = await program(ctx);
  const end = beginningOf(daysAfter(endsOn, 1), timeZone);
  if (end <= ctx.now) {
    throw new Invalid("The time box has already ended.", [{ path: ["endsOn"], message: "must be today or later" }]);
  }
  return end;
}

type RoleGrant = typeof roleGrants.$inferSelect;
type Wanted = { personId: number; role: Role; organisationId: number | null };

async function heldGrant(ctx: Context, { personId, role, organisationId }: Wanted) {
  const [held] = await ctx.db
    .select()
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.personId, personId),
        eq(roleGrants.role, role),
        organisationId === null ? undefined : eq(roleGrants.organisationId, organisationId),
        grantStands(ctx.now),
      ),
    );
  return held;
}

/** A held role stays unchanged; only an auditor's time box can be reset. */
async function extend(ctx: Context, held: RoleGrant, endsAt: Date | null): Promise<GrantReceipt> {
  if (held.endsAt?.getTime() === endsAt?.getTime()) return receiptOf(ctx, held, false);
  const [extended] = await ctx.db.update(roleGrants).set({ endsAt }).where(eq(roleGrants.id, held.id)).returning();
  if (!extended) throw new NotFound("The grant");
  await recordGrant(ctx, extended);
  return receiptOf(ctx, held, true);
}

async function recordGrant(ctx: Context, grant: RoleGrant): Promise<void> {
  const { personId, role, organisationId } = grant;
  const subject = { kind: "person", id: personId } as const;
  const data = { personId, role, organisationId };
  await record(ctx, { type: "person.role-granted", subject, data }, covered("role_grants", [grant]));
}
