import type { ReactNode } from "react";
import classes from "./fold.module.css";

type Props = {
  /** The always visible line. */
  line: ReactNode;
  open?: boolean;
  /** Without a border, for use inside a bordered container. */
  bare?: boolean;
  /** Stays closed when printed; all other folds print open. */
  stays?: boolean;
  children: ReactNode;
};

/** Collapses content not needed now to one line with a count. */
export function Fold({ line, open = false, bare = false, stays = false, children }: Props) {
  return (
    <details className={classes.fold} open={open} data-bare={bare || undefined} data-stays={stays || undefined}>
      <summary className={classes.line}>{line}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
