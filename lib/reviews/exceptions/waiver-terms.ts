import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { beforeToday } from "#lib/reviews/launch/before-today.ts";
import { counted, dayWords } from "#lib/words.ts";
import { daysAfter } from "#lib/zoned-time.ts";
import { answerAsks, type Waivable } from "./waiver-asks.ts";

/**
 * The terms of a waiver: until today or later, at most as long as the program allows, requested by one person and
 * approved by another. Closes the open requests for it.
 */
export async function waiverTerms(
  ctx: Context,
  reviewId: number,
  about: Waivable,
  { reason, expiresOn }: { reason: string; expiresOn: string },
) {
  const approver = personOf(ctx.actor);
  if (!approver) throw new Forbidden("Only a person can approve a waiver.");
  if (expiresOn < ctx.day) throw new Invalid("A waiver must end today or later.", [beforeToday(ctx, ["expiresOn"])]);
  await refuseLongTerm(ctx, "expiresOn", expiresOn, "A waiver can last");
  const askedById = await answerAsks(ctx, reviewId, about, approver.personId);
  return { reason, expiresOn, askedById, approvedById: approver.personId, approvedAt: ctx.now };
}

/** The latest possible last day of a waiver that starts today. */
export async function lastWaiverDay(ctx: Context): Promise<string> {
  const { waiverDays } = await programSettings(ctx);
  return daysAfter(ctx.day, waiverDays);
}

/** Refuses a term longer than the program allows, at the field with its last day. */
export async function refuseLongTerm(ctx: Context, field: string, until: string, what: string): Promise<void> {
  const last = await lastWaiverDay(ctx);
  if (until <= last) return;
  const { waiverDays } = await programSettings(ctx);
  const problem = { path: [field], message: `must not be after ${dayWords(last)}` };
  throw new Invalid(`${what} ${counted(waiverDays, "day")} at most in this program.`, [problem]);
}

/** The columns to write when someone ends a waiver early. */
export function endOf(ctx: Context, endReason: string) {
  return { endedAt: ctx.now, endedById: personOf(ctx.actor)?.personId ?? null, endReason };
}
