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

/** Waiver requests on this page's review, and what the reader may request and grant. */
export type Waiving = {
  review: { id: number; ref: string; sequence: number };
  /** The reader's person id. */
  me: number;
  asks: readonly Ask[];
  /** The latest allowed end of a waiver. */
  until: string;
  asking: { permission: Permission; action: Action<AskResultWaiverInput> };
  giving: { permission: Permission; action: Action<WaiveResultInput> };
  ending: { permission: Permission; action: Action<EndResultWaiverInput> };
  /** Set when findings can be raised about a statement. */
  raising?: { permission: Permission; action: Action<RaiseFindingInput> };
};

type Props = { result: RunResult; waiver: ResultWaiver | null; waiving: Waiving | undefined };

/** Actions on one result: request, grant or end a waiver. */
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

/** Unavailable actions, listed once for all results. Permanently closed actions are omitted. */
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

/** Who requests a waiver of a result, and why. */
export function ResultAsks({ result, waiving }: { result: RunResult; waiving: Waiving | undefined }) {
  if (!waiving) return null;
  const { fingerprint, whole } = result;
  return asksAbout({ documentName: whole.documentName, fingerprint }, waiving.asks).map((ask) => (
    <p key={ask.id} className={classes.ask}>
      Waiver requested by {ask.askedBy.name}: {ask.reason}
    </p>
  ));
}
