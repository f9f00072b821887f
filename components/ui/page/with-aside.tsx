import type { ReactNode } from "react";
import classes from "./with-aside.module.css";

/** A main column with cards on its right; on a phone one column with the cards last. */
export function WithAside({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{children}</div>
      <div className={classes.aside}>{aside}</div>
    </div>
  );
}
