import { formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";
import classes from "./bar-rows.module.css";

type Bar = { label: string; value: number | null; note?: string };
type Props = { kind: ValueKind; bars: readonly Bar[] };

/** A bar a group with its value beside it: nothing to draw anew for another width. */
export function BarRows({ kind, bars }: Props) {
  const most = Math.max(0, ...bars.map(({ value }) => (value === null ? 0 : inUnit(kind, value))));
  return (
    <dl className={classes.bars}>
      {bars.map(({ label, value, note = "no value" }) => (
        <div key={label} className={classes.bar}>
          <dt>{label}</dt>
          <dd>
            <span
              className={classes.fill}
              style={{ width: value === null || most === 0 ? 0 : `${(inUnit(kind, value) / most) * 100}%` }}
            />
          </dd>
          <dd className={classes.value}>{value === null ? note : formatValue(kind, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
