import { useId } from "react";
import classes from "./refused-acts.module.css";

/** Unavailable actions: focusable grey text, each with its reason below. */
export function RefusedActs({ acts }: { acts: { label: string; reason: string }[] }) {
  const id = useId();
  if (acts.length === 0) return null;
  return (
    <ul className={`${classes.acts} screen-only`}>
      {acts.map(({ label, reason }, at) => (
        <li key={label}>
          <button type="button" aria-disabled="true" aria-describedby={`${id}${at}`} className={classes.act}>
            {label}
          </button>
          <span id={`${id}${at}`} className={classes.reason}>
            {reason}
          </span>
        </li>
      ))}
    </ul>
  );
}
