import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { addRead, readEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import type { AttachReceipt } from "#lib/reviews/evidence/attach-documents.ts";
import { type OpenReviewInput, openReviewInput } from "#lib/reviews/input.ts";
import { draftReview } from "./draft-review.ts";
import { submitReview } from "./submit-review.ts";

/** Opens a review with its evidence, and submits it if requested: all or nothing. */
export async function openReview(ctx: Context, input: OpenReviewInput): Promise<AttachReceipt> {
  const { draft, submit, ...given } = parse(openReviewInput, input);
  const evidence = await readEvidence(ctx, given);
  return transaction(ctx, async (ctx) => {
    let receipt: AttachReceipt = { ...(await draftReview(ctx, draft)), takenOut: [] };
    const { id } = receipt;
    if (evidence.documents.length > 0 || evidence.threatModel) {
      receipt = await addRead(ctx, id, receipt.sequence, evidence);
    }
    if (!submit) return receipt;
    return { ...(await submitReview(ctx, id, { sequence: receipt.sequence })), takenOut: receipt.takenOut };
  });
}
