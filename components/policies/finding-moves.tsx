import type { Permission } from "#lib/auth/actor.ts";
import type { RunFinding } from "#lib/policies/rules/compare-runs.ts";
import { blocksNow, type FindingWaiver } from "#lib/policies/rules/finding-waiver.ts";
import { CHECK_WORDS } from "#lib/policies/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { WaiveFinding } from "./waive-finding.tsx";

export type Waiving = {
  review: { id: number; ref: string; sequence: number };
  permission: Permission;
  action: (reviewId: number, input: Record<string, unknown>) => Promise<ActionResult<unknown>>;
};

type Props = { finding: RunFinding; waivers: readonly FindingWaiver[]; waiving: Waiving | undefined };

/** What can be done about one finding. To whom waiving is closed for good it is not offered. */
export function FindingMoves({ finding, waivers, waiving }: Props) {
  const { fingerprint, result, reason } = finding;
  if (!waiving || fingerprint === null || !blocksNow(finding, waivers)) return null;
  const { review, permission, action } = waiving;
  if (!permission.allowed && permission.because === "actor") return null;
  const words = reason?.rule ?? CHECK_WORDS[result.check];
  const named = { documentName: result.documentName, fingerprint, words };
  return <WaiveFinding key={review.sequence} review={review} finding={named} permission={permission} action={action} />;
}
