import { eq } from "drizzle-orm";
import { findings } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { daysAfter } from "#lib/zoned-time.ts";
import { settleFindingInput } from "./input.ts";
import { lockFinding } from "./lock-finding.ts";
import { FINDING_STATE_WORDS, SETTLES, takesSecondPerson } from "./rules.ts";

/** Settles a finding: verified by somebody other than who fixed it, invalid, accepted until a day, or open again. */
export async function settleFinding(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: unknown,
): Promise<Receipt> {
  const wanted = parse(settleFindingInput, input);
  return changeReview(ctx, reviewId, "settle_finding", wanted.sequence, async (ctx, { row }) => {
    const finding = await lockFinding(ctx, reviewId, findingId);
    const { state } = wanted;
    if (!SETTLES[finding.state].includes(state)) {
      const now = FINDING_STATE_WORDS[finding.state].toLowerCase();
      throw new Conflict(`A finding that is ${now} can not become ${FINDING_STATE_WORDS[state].toLowerCase()}.`, [
        ...SETTLES[finding.state],
      ]);
    }
    const personId = personOf(ctx.actor)?.personId ?? null;
    if (state === "verified" && finding.fixedById === personId) {
      throw new Forbidden("Who fixed a finding can not verify it.");
    }
    if (row.reviewerId === personId && takesSecondPerson(state, finding, personId)) {
      const what = state === "accepted" ? "accept the risk of a finding" : "find a blocking finding invalid";
      throw new Forbidden(`Who reviews can not ${what} as well: it takes a second person.`);
    }
    if (state === "accepted") await refuseTerm(ctx, wanted.acceptedUntil);
    const invalidReason = state === "invalid" ? wanted.invalidReason : null;
    await ctx.db
      .update(findings)
      .set({
        state,
        invalidReason,
        settleReason: "reason" in wanted ? wanted.reason : "",
        acceptedUntil: state === "accepted" ? wanted.acceptedUntil : null,
        settledById: personId,
        settledAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(eq(findings.id, findingId));
    await record(ctx, {
      type: "finding.settled",
      subject: { kind: "review", id: reviewId },
      data: { findingId, state, invalidReason },
    });
    return {};
  });
}

/** A risk is accepted for as long as something may be waived: until a day after today, within the program's longest term. */
async function refuseTerm(ctx: Context, acceptedUntil: string): Promise<void> {
  const refuse = (detail: string, message: string) => new Invalid(detail, [{ path: ["acceptedUntil"], message }]);
  if (acceptedUntil <= ctx.day) {
    throw refuse("A risk is accepted until a day after today.", "must be a day after today");
  }
  const { waiverDays } = await programSettings(ctx);
  const last = daysAfter(ctx.day, waiverDays);
  if (acceptedUntil > last) {
    throw refuse(`A risk is accepted for ${waiverDays} days at most in this program.`, `must not be after ${last}`);
  }
}
