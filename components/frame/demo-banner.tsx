import classes from "./demo-banner.module.css";

/** Says on every page of the demo that it is one. */
export function DemoBanner() {
  return (
    <aside aria-label="Demo" className={classes.banner}>
      <strong>Demo:</strong> sample data, no passwords.{" "}
      <span className={classes.more}>Do not enter anything real.</span>
    </aside>
  );
}
