import { formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";
import classes from "./bar-rows.module.css";

/** A 95 % interval, also in words; a null `high` means no upper end. */
type Reach = { low: number; high: number | null; said: string };
type Bar = { label: string; value: number | null; note?: string; reach?: Reach | null };
type Props = { kind: ValueKind; bars: readonly Bar[] };

/** One bar per group with its value and interval. Pure CSS, so a new width needs no redraw. */
export function BarRows({ kind, bars }: Props) {
  const ends = bars.flatMap(({ value, reach }) => [value ?? 0, reach?.high ?? 0]);
  const most = Math.max(0, ...ends.map((end) => inUnit(kind, end)));
  const place = (value: number) => (most === 0 ? 0 : (inUnit(kind, value) / most) * 100);
  return (
    <dl className={classes.bars}>
      {bars.map(({ label, value, note = "no value", reach = null }) => (
        <div key={label} className={classes.bar}>
          <dt>{label}</dt>
          <dd className={classes.track}>
            <span className={classes.fill} style={{ width: value === null || most === 0 ? 0 : `${place(value)}%` }} />
            {reach ? (
              <span
                className={classes.reach}
                style={{
                  left: `${place(reach.low)}%`,
                  width: `${(reach.high === null ? 100 : place(reach.high)) - place(reach.low)}%`,
                }}
              />
            ) : null}
          </dd>
          <dd className={classes.value}>
            {value === null ? note : formatValue(kind, value)}
            {value !== null && reach ? (
              <>
                {" "}
                <span className={classes.interval}>({reach.said})</span>
              </>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
