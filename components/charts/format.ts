/** What a value measures: a duration in seconds (shown in days), a share from 0 to 1 (shown in %), a rate, hours, or a count. */
export type ValueKind = "duration" | "share" | "rate" | "hours" | "count";

const DAY_SECONDS = 86_400;
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToOneDecimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A value as written beside a point or in a table: "4.6 d", "26.9 %", "1.25", "3.5 h", "1,234". */
export function formatValue(kind: ValueKind, value: number): string {
  return written(kind, value).replace("-", "−");
}

function written(kind: ValueKind, value: number): string {
  if (kind === "duration") return `${oneDecimal.format(value / DAY_SECONDS)} d`;
  if (kind === "share") return `${upToOneDecimal.format(value * 100)} %`;
  if (kind === "hours") return `${oneDecimal.format(value)} h`;
  return kind === "rate" ? twoDecimals.format(value) : whole.format(value);
}

/** The value in the unit its axis counts in, so that ticks fall on round days and percents. */
export function onAxis(kind: ValueKind, value: number): number {
  if (kind === "duration") return value / DAY_SECONDS;
  return kind === "share" ? value * 100 : value;
}

/** A tick of that axis. */
export function formatTick(kind: ValueKind, tick: number): string {
  if (kind === "duration") return `${upToOneDecimal.format(tick)} d`;
  if (kind === "share") return `${upToOneDecimal.format(tick)} %`;
  if (kind === "hours") return `${upToOneDecimal.format(tick)} h`;
  return upToOneDecimal.format(tick);
}

export function formatCount(count: number): string {
  return whole.format(count);
}
