import classes from "./meter.module.css";

/** A share as a thin bar under the text that states the share. */
export function Meter({ label, value, of }: { label: string; value: number; of: number }) {
  return <progress className={classes.meter} max={of} value={Math.min(Math.max(0, value), of)} aria-label={label} />;
}
