import { gt } from "drizzle-orm";
import { memberships, program as programTable } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { memberNameOf, setMemberName } from "#lib/member-name.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { type EditProgramInput, editProgramInput } from "./input.ts";
import { type Program, program } from "./queries.ts";

/**
 * Edits the program's name, settings and service levels. Omitted fields stay unchanged; only an admin may change after
 * how many days leavers are erased.
 */
export async function editProgram(ctx: Context, input: EditProgramInput): Promise<Program> {
  const wanted = parse(editProgramInput, input);
  return transaction(ctx, async (ctx) => {
    const { eraseAfterDays: _days, ...others } = wanted;
    const isDaysAlone = Object.values(others).every((value) => value === undefined);
    ensure(may(ctx.actor, isDaysAlone ? "leavers.set-days" : "program.edit", null));
    // Serialises edits, so that concurrent edits of different fields are both kept.
    await ctx.db.select({ id: programTable.id }).from(programTable).for("no key update");
    const before = await program(ctx);
    const changes = changesTo(before, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return before;
    if (changes.eraseAfterDays !== undefined) ensure(may(ctx.actor, "leavers.set-days", null));
    // Earlier submitted reviews count by the service levels in force then.
    const ended = { until: ctx.now.toISOString(), sla: before.sla };
    const written = changes.sla ? { ...changes, slaBefore: [...before.slaBefore, ended] } : changes;
    const next = { ...before, ...written };
    const updatedAt = ctx.now;
    await ctx.db
      .insert(programTable)
      .values({ id: 1, ...next, updatedAt })
      .onConflictDoUpdate({ target: programTable.id, set: { ...written, updatedAt } });
    if (changes.timeZone !== undefined) await bringMembershipsTo(ctx, dayIn(ctx.now, changes.timeZone));
    setMemberName(memberNameOf(next));
    await record(ctx, { type: "program.edited", subject: { kind: "program", id: 1 }, data: { fields } });
    return next;
  });
}

/**
 * If the new zone's day is earlier, today's team joins and departures move to this day, so they do not lie in the
 * future.
 */
async function bringMembershipsTo(ctx: Context, today: string): Promise<void> {
  await ctx.db.update(memberships).set({ fromOn: today }).where(gt(memberships.fromOn, today));
  await ctx.db.update(memberships).set({ toOn: today }).where(gt(memberships.toOn, today));
}
