import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import type { LockedReview } from "#lib/reviews/change.ts";
import { currentEvidence } from "#lib/reviews/evidence/seal-revision.ts";
import { launchedSince } from "#lib/reviews/launch/launched-since.ts";
import { launchObstacles, relaunchObstacle } from "#lib/reviews/rules/launch.ts";
import { gatesNow } from "./decide.ts";
import { decisionsOf } from "./decisions-of.ts";

/**
 * The obstacles between a locked review and its launch now, which break-glass bypasses. A launched change is refused.
 */
export async function obstaclesNow(ctx: Context, review: LockedReview): Promise<string[]> {
  const { row } = review;
  const { digest } = await currentEvidence(ctx, row);
  const gates = await gatesNow(ctx, review);
  const since = await launchedSince(ctx, row.id);
  const [decision] = await decisionsOf(ctx, row, { digest, gates, launchedSince: since });
  const { launchedOn } = row;
  const done = relaunchObstacle({ launchedOn, launchedSince: since, decision });
  if (done) throw new Conflict(done);
  return launchObstacles({ gates, revision: row.currentRevision, decision });
}
