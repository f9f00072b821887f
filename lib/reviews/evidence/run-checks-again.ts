import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { askAgain, wasTooMuch } from "#lib/policies/analyzer/ask-again.ts";
import { newerProfile } from "#lib/policies/profiles/newer-profile.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";

/**
 * Checks the current revision again under a newer profile version, keeping the old results; or retries documents that
 * exceeded their limits.
 */
export async function runChecksAgain(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "run_checks", sequence, async (ctx, { row }) => {
    const revision = row.currentRevision;
    const newer = row.tier === null ? null : await newerProfile(ctx, { reviewId, revision, tier: row.tier });
    if (newer) {
      await queueRun(ctx, { reviewId, revision });
    } else if (await wasTooMuch(ctx, { reviewId, revision })) {
      await askAgain(ctx, { reviewId, revision });
    } else {
      throw new Conflict(
        "The checks of this revision already ran under the newest profile version, or the revision has no checks.",
      );
    }
    return {};
  });
}
