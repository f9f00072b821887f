import { checkWaivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { findingsOf } from "#lib/policies/rules/compare-runs.ts";
import { waiverOf } from "#lib/policies/rules/finding-waiver.ts";
import { changeReview, type Receipt, type ReviewRow } from "./change.ts";
import { waiveFindingInput } from "./input.ts";
import { waiverTerms } from "./waiver-terms.ts";

/**
 * Lets one finding of the policy checks stand until a day, for a reason. It stays visible, and blocks again after that day
 * or when what it is about changes. Who asked for it can not be who approves it.
 */
export async function waiveFinding(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const wanted = parse(waiveFindingInput, input);
  const { sequence, documentName, fingerprint, expiresOn } = wanted;
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, { row }) => {
    const terms = await waiverTerms(ctx, row, wanted);
    await requireOpenFinding(ctx, row, wanted);
    const [waiver] = await ctx.db
      .insert(checkWaivers)
      .values({ ...terms, reviewId: row.id, documentName, fingerprint })
      .returning({ id: checkWaivers.id });
    await record(ctx, {
      type: "review.finding-waived",
      subject: { kind: "review", id: row.id },
      data: { waiverId: waiver?.id ?? 0, expiresOn },
    });
    return {};
  });
}

type Wanted = { documentName: string; fingerprint: string };

async function requireOpenFinding(ctx: Context, row: ReviewRow, { documentName, fingerprint }: Wanted): Promise<void> {
  const run = await runOfRevision(ctx, row.id, row.currentRevision);
  if (run?.state !== "finished") throw new Conflict("The checks of the current revision have no result yet.");
  const finding = findingsOf(run.results).find((one) => {
    return one.fingerprint === fingerprint && one.result.documentName === documentName;
  });
  if (!finding) throw new NotFound("The finding in the checks of the current revision");
  if (!finding.blocking) throw new Conflict("This finding does not block: there is nothing to waive.");
  const standing = waiverOf(finding, run.waivers);
  if (standing?.active) throw new Conflict(`This finding is waived until ${standing.expiresOn} already.`);
}
