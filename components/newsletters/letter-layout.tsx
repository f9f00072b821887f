import type { ReactNode } from "react";
import classes from "./letter-layout.module.css";

/** The letter, and beside it what does not print. */
export function LetterLayout({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <div>{children}</div>
      <aside className={classes.side} aria-label="About the draft">
        {side}
      </aside>
    </div>
  );
}
