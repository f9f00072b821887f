import { isOffered } from "#components/ui/is-offered.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunFinding } from "#lib/policies/rules/compare-runs.ts";
import type { FindingWaiver } from "#lib/policies/rules/finding-waiver.ts";
import type { AskFindingWaiverInput, EndFindingWaiverInput, WaiveFindingInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./finding-moves.module.css";
import { AskFindingWaiver, EndFindingWaiver, WaiveFinding } from "./waive-finding.tsx";

type Action<Input> = (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
type Ask = {
  id: number;
  documentName: string | null;
  fingerprint: string | null;
  reason: string;
  askedBy: { name: string };
};

/** What is asked for on this page's review, and what its reader may ask for and give. */
export type Waiving = {
  review: { id: number; ref: string; sequence: number };
  asks: readonly Ask[];
  asking: { permission: Permission; action: Action<AskFindingWaiverInput> };
  giving: { permission: Permission; action: Action<WaiveFindingInput> };
  ending: { permission: Permission; action: Action<EndFindingWaiverInput> };
};

type Props = { finding: RunFinding; waiver: FindingWaiver | null; waiving: Waiving | undefined };

/** What can be done about one finding: to ask that it may stand, to let it, and to end that. What is closed for good is not offered. */
export function FindingMoves({ finding, waiver, waiving }: Props) {
  const { fingerprint, blocking, result, reason } = finding;
  if (!waiving || fingerprint === null || !blocking) return null;
  const { review, asking, giving, ending } = waiving;
  const { documentName } = result;
  const named = { documentName, fingerprint, words: reason?.rule ?? CHECK_WORDS[result.check] };
  const asks = waiving.asks.filter((ask) => ask.fingerprint === fingerprint && ask.documentName === documentName);
  const parts = { review, finding: named };
  return (
    <>
      {asks.map((ask) => (
        <p key={ask.id}>
          {ask.askedBy.name} asks that this may stand: {ask.reason}
        </p>
      ))}
      <div className={classes.moves}>
        {isOffered(asking.permission) ? <AskFindingWaiver {...parts} {...asking} /> : null}
        {isOffered(giving.permission) ? (
          <WaiveFinding
            {...parts}
            action={giving.action}
            permission={giving.permission.allowed && asks.length === 0 ? NOT_ASKED : giving.permission}
          />
        ) : null}
        {waiver?.active && isOffered(ending.permission) ? <EndFindingWaiver {...parts} {...ending} /> : null}
      </div>
    </>
  );
}

const NOT_ASKED: Permission = { allowed: false, because: "state", reason: "Nobody has asked for this waiver yet." };
