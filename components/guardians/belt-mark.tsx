import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import classes from "./belt-mark.module.css";

/** A small drawn belt with its name. */
export function BeltMark({ belt }: { belt: Belt | null }) {
  if (belt === null) return <span className="dimmed">No belt yet</span>;
  return (
    <span className={classes.belt} data-belt={belt}>
      <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true" focusable="false">
        <path className={classes.band} d="M0 3h26v4H0z" />
        <path className={classes.band} d="M11 6l-4 8h3.4L13 8.5 15.6 14H19l-4-8z" />
        <rect className={classes.knot} x="9.5" y="1.5" width="7" height="7" rx="1.5" />
      </svg>
      {BELT_WORDS[belt]}
    </span>
  );
}
