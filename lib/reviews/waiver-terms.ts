import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import type { ReviewRow } from "./change.ts";
import { requirePerson } from "./require-person.ts";

type Asked = { reason: string; expiresOn: string; askedById: number | null };

/** Under which terms something is waived: until today or later, and approved by somebody else than who asks for it. */
export async function waiverTerms(ctx: Context, row: ReviewRow, { reason, expiresOn, askedById }: Asked) {
  const approver = personOf(ctx.actor);
  if (!approver) throw new Forbidden("Only a person can approve a waiver.");
  const asker = askedById ?? row.requesterId;
  if (asker === approver.personId) throw new Forbidden("Who asks for a waiver can not approve it.");
  if (askedById !== null) await requirePerson(ctx, askedById, ["askedById"]);
  if (expiresOn < ctx.now.toISOString().slice(0, 10)) {
    throw new Invalid("A waiver ends today or later.", [{ path: ["expiresOn"], message: "must not be before today" }]);
  }
  return { reason, expiresOn, askedById: asker, approvedById: approver.personId, approvedAt: ctx.now };
}
