import type { ReactNode } from "react";
import classes from "./metrics-head.module.css";

type Props = { facts?: string; views?: ReactNode; children: ReactNode };

/** One line with the scope of the numbers and the pickers to change it. */
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
