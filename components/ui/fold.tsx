import type { ReactNode } from "react";
import classes from "./fold.module.css";

/** What a page does not begin with, behind words that say how much it is. Works before any script has loaded. */
export function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className={classes.fold}>
      <summary className={classes.label}>{label}</summary>
      {children}
    </details>
  );
}
