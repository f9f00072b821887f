import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";

type Named = { documentName: string; fingerprint: string };

/** Requires a result of the current checks that blocks, or would, and so can be waived. Returns its waiver, if any. */
export async function requireBlockingResult(
  ctx: Context,
  row: ReviewRow,
  { documentName, fingerprint }: Named,
): Promise<ResultWaiver | null> {
  const run = await runOfRevision(ctx, row.id, row.currentRevision);
  if (run?.state !== "finished") throw new Conflict("The checks of the current revision have no result yet.");
  const result = resultsByPlace(run.results).find((one) => {
    return one.fingerprint === fingerprint && one.whole.documentName === documentName;
  });
  if (!result) throw new NotFound("This result in the current revision's checks");
  if (!result.blocking) throw new Conflict("This result does not block, so there is nothing to waive.");
  return waiverOf(result, run.waivers);
}
