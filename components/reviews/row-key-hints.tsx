import classes from "./row-key-hints.module.css";

/** The keys that move through a list, for whoever has a keyboard. */
export function RowKeyHints() {
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
    </p>
  );
}
