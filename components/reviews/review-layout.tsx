import type { ReactNode } from "react";
import classes from "./review-layout.module.css";

/** Two columns: the request with its evidence, and a sticky decision. On a phone the decision comes first. */
export function ReviewLayout({
  head,
  decision,
  children,
}: {
  head: ReactNode;
  decision: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.layout}>
      {head}
      {decision}
      <div className={classes.main}>{children}</div>
    </div>
  );
}
