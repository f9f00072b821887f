import { and, eq } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { exceptions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import { parse } from "#lib/input.ts";
import { waiversOf } from "#lib/policies/waivers.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import {
  type EndGateWaiverInput,
  type EndResultWaiverInput,
  endGateWaiverInput,
  endResultWaiverInput,
} from "#lib/reviews/input.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import { endableWaivers } from "./gate-waivers.ts";
import { endOf } from "./waiver-terms.ts";

/**
 * Ends a gate's waiver before its last day. The gate blocks again from now on, including launches approved on it,
 * unless only a decision depends on it. A waiver that does not count now can no longer take effect either.
 */
export async function endGateWaiver(ctx: Context, reviewId: number, input: EndGateWaiverInput): Promise<Receipt> {
  const { sequence, gate, reason } = parse(endGateWaiverInput, input);
  return changeReview(ctx, reviewId, "end_waiver", sequence, async (ctx) => {
    const held = (await endableWaivers(ctx, reviewId)).filter((waiver) => waiver.gate === gate);
    if (held.length === 0) {
      throw new Conflict(`There is no active waiver of the gate “${GATE_WORDS[gate]}” to end.`);
    }
    const ended = await end(ctx, "gate", held, reason);
    const data = { gate, waiverIds: held.map(({ id }) => id) };
    const subject = { kind: "review", id: reviewId } as const;
    await record(ctx, { type: "review.gate-waiver-ended", subject, data }, covered("waivers", ended));
    return {};
  });
}

/** Ends the waiver of a policy check result before its last day; the result blocks again from now on. */
export async function endResultWaiver(ctx: Context, reviewId: number, input: EndResultWaiverInput): Promise<Receipt> {
  const { sequence, documentName, fingerprint, reason } = parse(endResultWaiverInput, input);
  return changeReview(ctx, reviewId, "end_waiver", sequence, async (ctx) => {
    const held = (await waiversOf(ctx, reviewId)).filter((waiver) => {
      return waiver.active && waiver.documentName === documentName && waiver.fingerprint === fingerprint;
    });
    if (held.length === 0) throw new Conflict("There is no active waiver of this result to end.");
    const ended = await end(ctx, "result", held, reason);
    const data = { waiverIds: held.map(({ id }) => id) };
    const subject = { kind: "review", id: reviewId } as const;
    await record(ctx, { type: "review.finding-waiver-ended", subject, data }, covered("check_waivers", ended));
    return {};
  });
}

function end(ctx: Context, kind: ExceptionKind, held: readonly { id: number }[], reason: string) {
  const ids = held.map(({ id }) => id);
  const those = and(eq(exceptions.kind, kind), idIn(exceptions.id, ids));
  return ctx.db.update(exceptions).set(endOf(ctx, reason)).where(those).returning();
}
