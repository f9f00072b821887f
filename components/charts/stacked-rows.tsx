import { formatValue, type ValueKind } from "#lib/numbers.ts";
import classes from "./stacked-rows.module.css";

type StackedRow = { label: string; segments: readonly { label: string; value: number }[] };
/** Parts below this share have no room for text: their text moves under the bar, as for empty parts. */
const NARROW = 0.15;

type Props = { kind: ValueKind; rows: readonly StackedRow[] };

/** One bar per row, split by value. The longest row fills the width; text is in the parts or under them. */
export function StackedRows({ kind, rows }: Props) {
  const lengths = rows.map(({ segments }) => segments.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(0, ...lengths);
  // Each part keeps its colour even if some rows lack other parts.
  const series = [...new Set(rows.flatMap(({ segments }) => segments.map(({ label }) => label)))];
  return (
    <dl className={classes.rows}>
      {rows.map(({ label, segments }, index) => {
        const length = lengths[index] ?? 0;
        const parts = segments.map((segment) => ({
          key: segment.label,
          at: series.indexOf(segment.label),
          value: segment.value,
          words: `${segment.label} ${formatValue(kind, segment.value)}`,
          narrow: segment.value === 0 || segment.value < length * NARROW,
        }));
        const drawn = parts.filter(({ value }) => value > 0);
        const under = parts.filter(({ narrow }) => narrow);
        return (
          <div key={label} className={classes.row}>
            <dt>{label}</dt>
            <dd className={classes.bar} style={{ width: most === 0 ? 0 : `${(length / most) * 100}%` }}>
              {drawn.map(({ key, at, value, words, narrow }) => (
                <span key={key} className={classes.part} data-series={at} style={{ flexGrow: value }} title={words}>
                  {narrow ? null : words}
                </span>
              ))}
            </dd>
            {under.length > 0 ? (
              <dd className={classes.under}>
                {under.map(({ key, at, words }) => (
                  <span key={key} data-series={at}>
                    {words}
                  </span>
                ))}
              </dd>
            ) : null}
          </div>
        );
      })}
    </dl>
  );
}
