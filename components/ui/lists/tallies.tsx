import type { ReactNode } from "react";
import classes from "./tallies.module.css";

/** Counts, one per line, numbers on the right. */
export function Tallies({ lines }: { lines: { words: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.tallies}>
      {lines.map(({ words, value }) => (
        <div key={words} className={classes.line}>
          <dt>{words}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
