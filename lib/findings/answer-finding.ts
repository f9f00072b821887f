import { eq } from "drizzle-orm";
import { findings } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { mayAnswer } from "#lib/reviews/rules/may-answer.ts";
import { type AnswerFindingInput, answerFindingInput } from "./input.ts";
import { lockFinding } from "./lock-finding.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";
import { FINDING_STATE_WORDS, isOpenFinding } from "./rules.ts";

/** Answers an unresolved finding with the work in progress, or as fixed, which leaves no risk to decide on. */
export async function answerFinding(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: AnswerFindingInput,
): Promise<Receipt> {
  const { sequence, answer, state } = parse(answerFindingInput, input);
  return changeReview(ctx, reviewId, "answer_finding", sequence, async (ctx, { parts }) => {
    const finding = await lockFinding(ctx, reviewId, findingId);
    ensure(mayAnswer(ctx.actor, parts, finding));
    if (!isOpenFinding(finding.state)) {
      throw new Conflict(
        `This finding is ${FINDING_STATE_WORDS[finding.state].toLowerCase()} and can no longer be answered.`,
      );
    }
    const personId = personOf(ctx.actor)?.personId ?? null;
    const fixed =
      state === "fixed"
        ? { fixedById: personId, fixedAt: ctx.now, ...NO_RECOMMENDATION }
        : { fixedById: null, fixedAt: null };
    await ctx.db
      .update(findings)
      .set({ answer, state, ...fixed, answeredById: personId, answeredAt: ctx.now, updatedAt: ctx.now })
      .where(eq(findings.id, findingId));
    await record(ctx, {
      type: "finding.answered",
      subject: { kind: "review", id: reviewId },
      data: { findingId, state },
    });
    return {};
  });
}
