import type { ReactNode } from "react";
import classes from "./fact-lines.module.css";

type Props = {
  items: readonly { label: string; value: ReactNode }[];
  /** For labels of one or two words. */
  narrow?: boolean;
};

/** Labels with values, one per line, to be read downwards. */
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
