import classes from "./refused-acts.module.css";

/** Acts that can not be done now: grey words, each with its reason under it, that take the focus. */
export function RefusedActs({ acts }: { acts: { label: string; reason: string }[] }) {
  if (acts.length === 0) return null;
  return (
    <ul className={`${classes.acts} screen-only`}>
      {acts.map(({ label, reason }) => (
        <li key={label}>
          <button type="button" aria-disabled="true" className={classes.act}>
            {label}
          </button>
          <span className={classes.reason}>{reason}</span>
        </li>
      ))}
    </ul>
  );
}
