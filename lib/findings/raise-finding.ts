import { findings } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { requirePerson } from "#lib/reviews/require-person.ts";
import { responseOf } from "#lib/reviews/rules/response.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { type RaiseFindingInput, raiseFindingInput } from "./input.ts";
import { dueOn, type Finder, type Phase } from "./rules.ts";

/** Raises a finding on the current revision. Found after the approval, it counts as an escape. */
export async function raiseFinding(
  ctx: Context,
  reviewId: number,
  input: RaiseFindingInput,
): Promise<Receipt & { findingId: number }> {
  const { sequence, ...wanted } = parse(raiseFindingInput, input);
  let findingId = 0;
  const receipt = await changeReview(ctx, reviewId, "raise_finding", sequence, async (ctx, { row }) => {
    const person = personOf(ctx.actor);
    if (wanted.ownerId !== null) await requirePerson(ctx, wanted.ownerId, ["ownerId"]);
    const ownerId = wanted.ownerId ?? row.requesterId;
    const [finding] = await ctx.db
      .insert(findings)
      .values({
        ...wanted,
        reviewId: row.id,
        firstSeverity: wanted.severity,
        finder: finderOf(row, person?.personId),
        phase: phaseOf(row),
        state: "open",
        revision: row.currentRevision,
        cycle: row.cycle,
        escape: !isOpen(row.state),
        raisedById: person?.personId ?? null,
        ownerId,
        dueOn: dueOn(wanted.severity, ctx.day),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning({ id: findings.id });
    findingId = finding?.id ?? 0;
    await record(ctx, {
      type: "finding.raised",
      subject: { kind: "review", id: row.id },
      data: {
        findingId,
        severity: wanted.severity,
        blocking: wanted.blocking,
        ...(ownerId === null ? {} : { toIds: [ownerId] }),
      },
    });
    return responseOf(ctx.actor, row, ctx.now);
  });
  return { ...receipt, findingId };
}

/** The assigned guardian finds as a guardian; everybody else who may raise one is an engineer. */
function finderOf(row: ReviewRow, personId: number | undefined): Finder {
  return personId !== undefined && personId === row.guardianId && personId !== row.reviewerId ? "guardian" : "engineer";
}

function phaseOf(row: ReviewRow): Phase {
  if (isOpen(row.state)) return "in_review";
  return row.launchedOn ? "after_launch" : "before_launch";
}
