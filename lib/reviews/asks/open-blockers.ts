import type { Context } from "#lib/context.ts";
import { type BlockingResult, blockingResults } from "#lib/policies/blocking-results.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { blockingThreats } from "#lib/threat-models/facts.ts";
import type { BlockingThreat } from "#lib/threat-models/rules/blocking-checks.ts";

/** The columns of a review that identify its evidence. */
export type Evidenced = Pick<ReviewRow, "id" | "currentRevision" | "threatModelVersionId">;

/** `results` is null until the checks of the current revision finish. */
type OpenBlockers = { results: BlockingResult[] | null; threats: BlockingThreat[] };

/**
 * What blocks a review now, result by result and threat by threat. A request for changes can name each. Scoped by the
 * caller.
 */
export async function openBlockers(
  ctx: Context,
  { id, currentRevision, threatModelVersionId }: Evidenced,
): Promise<OpenBlockers> {
  return {
    results: await blockingResults(ctx, id, currentRevision),
    threats: threatModelVersionId === null ? [] : await blockingThreats(ctx, threatModelVersionId),
  };
}
