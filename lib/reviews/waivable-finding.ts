import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { findingsOf } from "#lib/policies/rules/compare-runs.ts";
import { type FindingWaiver, waiverOf } from "#lib/policies/rules/finding-waiver.ts";
import type { ReviewRow } from "./change.ts";

type Named = { documentName: string; fingerprint: string };

/** A finding of the current checks that can be waived: one that blocks, or would. Answers the waiver it has, if it has one. */
export async function requireBlockingFinding(
  ctx: Context,
  row: ReviewRow,
  { documentName, fingerprint }: Named,
): Promise<FindingWaiver | null> {
  const run = await runOfRevision(ctx, row.id, row.currentRevision);
  if (run?.state !== "finished") throw new Conflict("The checks of the current revision have no result yet.");
  const finding = findingsOf(run.results).find((one) => {
    return one.fingerprint === fingerprint && one.result.documentName === documentName;
  });
  if (!finding) throw new NotFound("The result in the checks of the current revision");
  if (!finding.blocking) throw new Conflict("This result does not block: there is nothing to waive.");
  return waiverOf(finding, run.waivers);
}
