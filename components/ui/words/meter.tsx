import classes from "./meter.module.css";

/** How much of something there is, as a thin line under the words that say it. */
export function Meter({ label, value, of }: { label: string; value: number; of: number }) {
  return <progress className={classes.meter} max={of} value={Math.min(Math.max(0, value), of)} aria-label={label} />;
}
