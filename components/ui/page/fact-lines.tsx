import type { ReactNode } from "react";
import classes from "./fact-lines.module.css";

type Props = {
  items: readonly { label: string; value: ReactNode }[];
  /** The labels are a word or two. */
  narrow?: boolean;
};

/** Labels with their values, a line each: what is said of one thing, to be read down. */
export function FactLines({ items, narrow = false }: Props) {
  return (
    <dl className={classes.lines} data-narrow={narrow || undefined}>
      {items.map(({ label, value }) => (
        <div key={label} className={classes.line}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
