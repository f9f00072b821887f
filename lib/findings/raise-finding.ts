import { and, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { findings, people } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { isActiveGuardian } from "#lib/guardians/active.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { approvedBefore } from "#lib/reviews/evidence/approved-before.ts";
import { requirePerson } from "#lib/reviews/involvement/require-person.ts";
import { findObstacle } from "#lib/reviews/rules/launch.ts";
import { responseOf } from "#lib/reviews/rules/response.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { type RaiseFindingInput, raiseFindingInput } from "./input.ts";
import { dueOn, type Finder, isEscape, type Phase } from "./rules.ts";

/** Raises a finding on the current revision. On an approved or live change, it counts as an escape. */
export async function raiseFinding(
  ctx: Context,
  reviewId: number,
  input: RaiseFindingInput,
): Promise<Receipt & { findingId: number }> {
  const { sequence, ...wanted } = parse(raiseFindingInput, input);
  let findingId = 0;
  const receipt = await changeReview(ctx, reviewId, "raise_finding", sequence, async (ctx, { row }) => {
    const obstacle = findObstacle(row);
    if (obstacle) throw new Conflict(obstacle);
    const person = personOf(ctx.actor);
    const phase = phaseOf(row);
    if (wanted.ownerId !== null) await requirePerson(ctx, wanted.ownerId, ["ownerId"]);
    const ownerId = wanted.ownerId ?? (await whoMends(ctx, row));
    const [finding] = await ctx.db
      .insert(findings)
      .values({
        ...wanted,
        reviewId: row.id,
        firstSeverity: wanted.severity,
        finder: finderOf(row, person?.personId),
        phase,
        state: "open",
        revision: row.currentRevision,
        cycle: row.cycle,
        escape: isEscape(phase, await approvedBefore(ctx, row)),
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

/** The default owner of a finding: the requester, or the active guardian if the requester has left. */
async function whoMends(ctx: Context, { requesterId, guardianId }: ReviewRow): Promise<number | null> {
  if (requesterId !== null && (await ctx.db.$count(people, and(eq(people.id, requesterId), isHere()))) > 0) {
    return requesterId;
  }
  return guardianId !== null && (await isActiveGuardian(ctx, guardianId)) ? guardianId : null;
}

/** The assigned guardian counts as a guardian; everybody else who may raise findings is an engineer. */
function finderOf(row: ReviewRow, personId: number | undefined): Finder {
  return personId !== undefined && personId === row.guardianId && personId !== row.reviewerId ? "guardian" : "engineer";
}

/** A launched change is live, even while its review is open again. */
function phaseOf({ state, launchedOn }: ReviewRow): Phase {
  if (launchedOn !== null) return "after_launch";
  return isOpen(state) ? "in_review" : "before_launch";
}
