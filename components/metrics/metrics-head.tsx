import type { ReactNode } from "react";
import classes from "./metrics-head.module.css";

/** One line: what these numbers are about, and the pickers that change it. */
export function MetricsHead({ facts, children }: { facts?: string; children: ReactNode }) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>Metrics</h1>
      {facts ? <p className={classes.facts}>{facts}</p> : null}
      <div className={classes.pickers}>{children}</div>
    </header>
  );
}
