import type { ReactNode } from "react";
import classes from "./review-layout.module.css";

/** Two columns: the evidence, and the rail that stays in sight. On a phone the rail comes first. */
export function ReviewLayout({ rail, children }: { rail: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <aside className={classes.rail} aria-label="State, gates and moves">
        {rail}
      </aside>
      <div className={classes.main}>{children}</div>
    </div>
  );
}
