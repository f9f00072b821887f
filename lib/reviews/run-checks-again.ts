import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { newerProfile } from "#lib/policies/newer-profile.ts";
import { queueRun } from "#lib/policies/queue-run.ts";
import { changeReview, type Receipt } from "./change.ts";
import { moveInput } from "./input.ts";

/** Checks the current revision under a version of the profile that was published since. The old results stay. */
export async function runChecksAgain(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "run_checks", sequence, async (ctx, { row }) => {
    const revision = row.currentRevision;
    const newer = row.tier === null ? null : await newerProfile(ctx, { reviewId, revision, tier: row.tier });
    if (!newer) {
      throw new Conflict("The checks of this revision ran under the newest version of the profile, or it has none.");
    }
    await queueRun(ctx, { reviewId, revision });
    return {};
  });
}
