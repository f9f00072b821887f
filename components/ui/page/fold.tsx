import type { ReactNode } from "react";
import classes from "./fold.module.css";

type Props = {
  /** The one line that stands there. */
  line: ReactNode;
  open?: boolean;
  /** Without a border: for what stands in one already. */
  bare?: boolean;
  /** One line on paper too, where all others are open. */
  stays?: boolean;
  children: ReactNode;
};

/** What is there and need not be read now: one line with its count that opens. */
export function Fold({ line, open = false, bare = false, stays = false, children }: Props) {
  return (
    <details className={classes.fold} open={open} data-bare={bare || undefined} data-stays={stays || undefined}>
      <summary className={classes.line}>{line}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
