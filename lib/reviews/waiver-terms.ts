import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { answerAsks, type Waivable } from "./waiver-asks.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Under which terms something is waived: until today or later and no longer than the program lets a waiver last, asked for
 * by one person and approved by another. The open asks for it are answered.
 */
export async function waiverTerms(
  ctx: Context,
  reviewId: number,
  about: Waivable,
  { reason, expiresOn }: { reason: string; expiresOn: string },
) {
  const approver = personOf(ctx.actor);
  if (!approver) throw new Forbidden("Only a person can approve a waiver.");
  if (expiresOn < dayOf(ctx.now)) {
    throw new Invalid("A waiver ends today or later.", [{ path: ["expiresOn"], message: "must not be before today" }]);
  }
  const { waiverDays } = await programSettings(ctx);
  const last = dayOf(new Date(ctx.now.getTime() + waiverDays * DAY));
  if (expiresOn > last) {
    const message = `must not be after ${last}`;
    throw new Invalid(`A waiver lasts ${waiverDays} days at most in this program.`, [{ path: ["expiresOn"], message }]);
  }
  const askedById = await answerAsks(ctx, reviewId, about, approver.personId);
  return { reason, expiresOn, askedById, approvedById: approver.personId, approvedAt: ctx.now };
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
