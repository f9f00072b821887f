import type { ReactNode } from "react";
import classes from "./document-layout.module.css";

/** A bar that stays in sight, the text, and what stands beside it; on a phone below it. */
export function DocumentLayout({ bar, aside, children }: { bar: ReactNode; aside: ReactNode; children: ReactNode }) {
  return (
    <>
      <div className={classes.bar}>{bar}</div>
      <div className={classes.layout}>
        {children}
        {aside}
      </div>
    </>
  );
}
