import type { Context } from "#lib/context.ts";
import type { LockedReview } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { decisionsOf } from "./decisions-of.ts";
import { launchObstacles } from "./rules/launch.ts";
import { currentEvidence } from "./seal-revision.ts";

/** What stands between a locked review and its launch now. */
export async function obstaclesNow(ctx: Context, review: LockedReview): Promise<string[]> {
  const { digest } = await currentEvidence(ctx, review.row);
  const gates = await gatesNow(ctx, review);
  const [decision] = await decisionsOf(ctx, review.row, { digest, gates });
  return launchObstacles({ gates, decision });
}
