import { and, eq } from "drizzle-orm";
import { isPresent } from "#db/conditions/guardians.ts";
import { guardianMoves, guardianships, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { m } from "#lib/member-name.ts";
import type { Guardianship } from "./output.ts";
import { allowedMoves, type GuardianMove, type LeavingReason, LIFECYCLE, mayMove } from "./rules.ts";

type Row = typeof guardianships.$inferSelect;
type Change = Partial<
  Pick<Row, "hoursPerMonth" | "successorId" | "leavingReason" | "consentedAt" | "activeAt" | "endedAt">
>;

/**
 * Performs every lifecycle move: locks the guardianship, checks the table, makes the move, stores who, when and why,
 * and records it. `work` returns further columns to change, and may throw to refuse.
 */
export async function moveGuardian(
  ctx: Context,
  move: GuardianMove,
  { personId, reason = "", reasonCode }: { personId: number; reason?: string; reasonCode?: LeavingReason },
  work: (ctx: Context, row: Row) => Promise<Change>,
): Promise<Guardianship> {
  return transaction(ctx, async (ctx) => {
    const { row, managerId } = await lockGuardianship(ctx, personId);
    const guardian = { personId, managerId, state: row.state };
    ensure(mayMove(ctx.actor, move, guardian), allowedMoves(ctx.actor, guardian));
    const change = await work(ctx, row);
    const to = LIFECYCLE[move].to;
    await ctx.db
      .update(guardianships)
      .set({ ...change, state: to })
      .where(eq(guardianships.id, row.id));
    await ctx.db.insert(guardianMoves).values({
      guardianshipId: row.id,
      fromState: row.state,
      toState: to,
      byId: personOf(ctx.actor)?.personId ?? null,
      at: ctx.now,
      reason,
    });
    await record(ctx, {
      type: "guardian.moved",
      subject: { kind: "person", id: personId },
      data: {
        guardianshipId: row.id,
        personId,
        from: row.state,
        to,
        ...(reasonCode ? { reasonCode } : {}),
        ...(move === "decline" ? { declined: true } : {}),
        toIds: toldOf(move, row),
      },
    });
    return { id: row.id, personId, teamId: row.teamId, state: to };
  });
}

/** The person, and the nominator of a declined nomination. */
function toldOf(move: GuardianMove, { personId, nominatedById }: Row): number[] {
  const isOthers = move === "decline" && nominatedById !== null && nominatedById !== personId;
  return isOthers ? [personId, nominatedById] : [personId];
}

async function lockGuardianship(ctx: Context, personId: number): Promise<{ row: Row; managerId: number | null }> {
  const [row] = await ctx.db
    .select()
    .from(guardianships)
    .where(and(eq(guardianships.personId, personId), isPresent()))
    .for("update");
  const [person] = await ctx.db.select({ managerId: people.managerId }).from(people).where(eq(people.id, personId));
  if (!row || !person) throw new NotFound(m`A nomination or guardianship of this person`);
  return { row, managerId: person.managerId };
}
