import { useId } from "react";
import classes from "./refused-acts.module.css";

/** Acts that cannot be done now: grey words, each with its reason under it, that take the focus. */
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
