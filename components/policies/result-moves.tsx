import { isOffered } from "#components/ui/is-offered.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { AskResultWaiverInput, EndResultWaiverInput, WaiveResultInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./result-moves.module.css";
import { AskResultWaiver, EndResultWaiver, WaiveResult } from "./waive-result.tsx";

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
  asking: { permission: Permission; action: Action<AskResultWaiverInput> };
  giving: { permission: Permission; action: Action<WaiveResultInput> };
  ending: { permission: Permission; action: Action<EndResultWaiverInput> };
};

type Props = { result: RunResult; waiver: ResultWaiver | null; waiving: Waiving | undefined };

/** What can be done about one result: to ask that it may stand, to let it, and to end that. What is closed for good is not offered. */
export function ResultMoves({ result, waiver, waiving }: Props) {
  const { fingerprint, blocking, whole, reason } = result;
  if (!waiving || fingerprint === null || !blocking) return null;
  const { review, asking, giving, ending } = waiving;
  const { documentName } = whole;
  const named = { documentName, fingerprint, words: reason?.rule ?? CHECK_WORDS[whole.check] };
  const asks = waiving.asks.filter((ask) => ask.fingerprint === fingerprint && ask.documentName === documentName);
  const parts = { review, result: named };
  return (
    <>
      {asks.map((ask) => (
        <p key={ask.id}>
          {ask.askedBy.name} asks that this may stand: {ask.reason}
        </p>
      ))}
      <div className={classes.moves}>
        {isOffered(asking.permission) ? <AskResultWaiver {...parts} {...asking} /> : null}
        {isOffered(giving.permission) ? (
          <WaiveResult
            {...parts}
            action={giving.action}
            permission={giving.permission.allowed && asks.length === 0 ? NOT_ASKED : giving.permission}
          />
        ) : null}
        {waiver?.active && isOffered(ending.permission) ? <EndResultWaiver {...parts} {...ending} /> : null}
      </div>
    </>
  );
}

const NOT_ASKED: Permission = { allowed: false, because: "state", reason: "Nobody has asked for this waiver yet." };
