import { formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";
import classes from "./bar-rows.module.css";

/** Of a 95 % interval, in words too; without an upper end where `high` is null. */
type Reach = { low: number; high: number | null; said: string };
type Bar = { label: string; value: number | null; note?: string; reach?: Reach | null };
type Props = { kind: ValueKind; bars: readonly Bar[] };

/** A bar a group with its value beside it, and its interval over it: nothing to draw anew for another width. */
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
