import type { ReactNode } from "react";
import classes from "./document-layout.module.css";

/** A sticky bar, the text, and an aside next to the text or, on a phone, below it. */
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
