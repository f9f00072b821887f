import type { ReactNode } from "react";
import classes from "./metrics-head.module.css";

type Props = { facts?: string; views?: ReactNode; children: ReactNode };

/** One line: what these numbers are about, and the pickers that change it. */
export function MetricsHead({ facts, views, children }: Props) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>Metrics</h1>
      {views}
      {facts ? <p className={classes.facts}>{facts}</p> : null}
      <div className={classes.pickers}>{children}</div>
    </header>
  );
}
