import { CLAIM_KEY } from "./claim-key.ts";
import classes from "./row-key-hints.module.css";

/** Keyboard hints for a list; `claims`: the list has reviews to claim. */
export function RowKeyHints({ claims }: { claims: boolean }) {
  return (
    <p className={`${classes.hints} screen-only`}>
      <span>
        <kbd>j</kbd> <kbd>k</kbd> move
      </span>
      <span>
        <kbd>Enter</kbd> open
      </span>
      <span>
        <kbd>/</kbd> search
      </span>
      {claims ? (
        <span>
          <kbd>{CLAIM_KEY}</kbd> claim
        </span>
      ) : null}
      <span>
        <kbd>?</kbd> all keys
      </span>
    </p>
  );
}
