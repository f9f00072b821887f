import { formatValue, type ValueKind } from "#lib/numbers.ts";
import classes from "./stacked-rows.module.css";

export type StackedRow = { label: string; segments: readonly { label: string; value: number }[] };
/** A part this small has no room for its words: they are in its title and in the table. */
const NARROW = 0.15;

type Props = { kind: ValueKind; rows: readonly StackedRow[] };

/** A bar a row, each part of it as long as its value: the longest row fills the width, and the words stand in the parts or under them. */
export function StackedRows({ kind, rows }: Props) {
  const lengths = rows.map(({ segments }) => segments.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(0, ...lengths);
  return (
    <dl className={classes.rows}>
      {rows.map(({ label, segments }, index) => (
        <div key={label} className={classes.row}>
          <dt>{label}</dt>
          <dd className={classes.bar} style={{ width: most === 0 ? 0 : `${((lengths[index] ?? 0) / most) * 100}%` }}>
            {segments.map((segment, at) => (
              <span
                key={segment.label}
                className={classes.part}
                data-series={at}
                style={{ flexGrow: segment.value }}
                title={`${segment.label} ${formatValue(kind, segment.value)}`}
              >
                <span className={segment.value < (lengths[index] ?? 0) * NARROW ? "sr-only" : undefined}>
                  {segment.label} {formatValue(kind, segment.value)}
                </span>
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
