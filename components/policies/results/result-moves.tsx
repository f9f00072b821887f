import { isOffered } from "#components/ui/acts/is-offered.ts";
import { RefusedActs } from "#components/ui/acts/refused-acts.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { RaiseFindingInput } from "#lib/findings/input.ts";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { isOfGate, type ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { AskResultWaiverInput, EndResultWaiverInput, WaiveResultInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./result-moves.module.css";
import { askableOf, asksAbout, isGivenBy } from "./waivable-result.ts";
import { AskResultWaiver, EndResultWaiver, WaiveResult } from "./waive-result.tsx";

type Action<Input> = (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
type Ask = {
  id: number;
  documentName: string | null;
  fingerprint: string | null;
  reason: string;
  askedBy: { id: number; name: string };
};

/** What is asked for on this page's review, and what its reader may ask for and give. */
export type Waiving = {
  review: { id: number; ref: string; sequence: number };
  /** Who reads. */
  me: number;
  asks: readonly Ask[];
  /** The last day that a waiver may have. */
  until: string;
  asking: { permission: Permission; action: Action<AskResultWaiverInput> };
  giving: { permission: Permission; action: Action<WaiveResultInput> };
  ending: { permission: Permission; action: Action<EndResultWaiverInput> };
  /** Where a finding can be raised about a statement. */
  raising?: { permission: Permission; action: Action<RaiseFindingInput> };
};

type Props = { result: RunResult; waiver: ResultWaiver | null; waiving: Waiving | undefined };

/** What can be done now about one result: to ask that it may stand, to let it, and to end that. */
export function ResultMoves({ result, waiver, waiving }: Props) {
  const { fingerprint, blocking, whole, reason } = result;
  if (!waiving || fingerprint === null || !blocking) return null;
  const { review, until, asking, giving, ending } = waiving;
  const { documentName } = whole;
  const named = { documentName, fingerprint, words: reason?.rule ?? CHECK_WORDS[whole.check] };
  const asks = asksAbout(named, waiving.asks);
  const askable = askableOf(waiving.me, asks, waiver);
  const parts = { review, result: named };
  return (
    <span className={classes.moves}>
      {asking.permission.allowed && askable ? (
        <AskResultWaiver {...parts} {...asking} isRenewal={askable === "renewal"} />
      ) : null}
      {giving.permission.allowed && isGivenBy(waiving.me, asks) ? (
        <WaiveResult {...parts} {...giving} until={until} />
      ) : null}
      {ending.permission.allowed && waiver?.active && !isOfGate(waiver) ? (
        <EndResultWaiver {...parts} {...ending} />
      ) : null}
    </span>
  );
}

/** What cannot be done about them now, once for all of them. What is closed for good is not said. */
export function RefusedResultMoves({ waiving, blocking }: { waiving: Waiving | undefined; blocking: number }) {
  if (!waiving || blocking === 0) return null;
  const { asking, giving, asks, me } = waiving;
  const isGiven = asks.some((ask) => isGivenBy(me, asksAbout(ask, asks)));
  const given: Permission = giving.permission.allowed && !isGiven ? NOT_ASKED : giving.permission;
  const refused = [
    { label: "Ask for a waiver of a result", permission: asking.permission },
    { label: "Waive a result", permission: given },
  ].flatMap(({ label, permission }) =>
    permission.allowed || !isOffered(permission) ? [] : [{ label, reason: permission.reason }],
  );
  return <RefusedActs acts={refused} />;
}

const NOT_ASKED: Permission = {
  allowed: false,
  because: "state",
  reason: "No one else has requested this waiver yet.",
};

/** Who asks that a result may stand, and why. */
export function ResultAsks({ result, waiving }: { result: RunResult; waiving: Waiving | undefined }) {
  if (!waiving) return null;
  const { fingerprint, whole } = result;
  return asksAbout({ documentName: whole.documentName, fingerprint }, waiving.asks).map((ask) => (
    <p key={ask.id} className={classes.ask}>
      Waiver requested by {ask.askedBy.name}: {ask.reason}
    </p>
  ));
}
