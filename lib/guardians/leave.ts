import { and, eq, sql } from "drizzle-orm";
import { isActive } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { guardianships, people, teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Invalid, NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { m } from "#lib/member-name.ts";
import { type LeaveInput, leaveInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Leaving } from "./output.ts";

/** A guardian leaves the program, with a countable reason, an explanation and an optional successor. */
export async function leave(ctx: Context, input: LeaveInput): Promise<Leaving> {
  const { personId, reasonCode, reason, successorId } = parse(leaveInput, input);
  return transaction(ctx, async (ctx) => {
    let wasActive = false;
    const left = await moveGuardian(ctx, "leave", { personId, reason, reasonCode }, async (ctx, row) => {
      if (successorId !== null) await checkSuccessor(ctx, personId, successorId);
      wasActive = row.state === "active";
      return { successorId, leavingReason: reasonCode, endedAt: ctx.now };
    });
    return { ...left, lastGuardian: wasActive && (await activeGuardians(ctx, left.teamId)) === 0 };
  });
}

async function checkSuccessor(ctx: Context, personId: number, successorId: number): Promise<void> {
  if (successorId === personId) {
    throw new Invalid(m`A guardian cannot be their own successor. Choose someone else.`, [
      { path: ["successorId"], message: "must be someone else" },
    ]);
  }
  const [successor] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, successorId), isHere()));
  if (!successor) throw new NotFound("The successor");
}

async function activeGuardians(ctx: Context, teamId: number): Promise<number> {
  // Two guardians of one team who leave simultaneously wait here, so the second is correctly the last.
  await ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for("no key update");
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(guardianships)
    .where(and(eq(guardianships.teamId, teamId), isActive()));
  return row?.n ?? 0;
}
