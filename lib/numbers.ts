/** What a value measures: a duration in seconds (shown in days), a share from 0 to 1 (shown in %), a rate, hours, or a count. */
export const VALUE_KINDS = ["duration", "share", "rate", "hours", "count"] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** How a kind is written: how much one of it is, what stands behind it, and its decimals, at most and at least. */
const WRITTEN: Record<ValueKind, { one: number; unit: string; most: number; least: number }> = {
  duration: { one: 86_400, unit: " d", most: 1, least: 1 },
  share: { one: 0.01, unit: " %", most: 1, least: 0 },
  rate: { one: 1, unit: "", most: 2, least: 2 },
  hours: { one: 1, unit: " h", most: 1, least: 1 },
  count: { one: 1, unit: "", most: 0, least: 0 },
};

/** More digits of a float are of its binary form and not of the number: 0.2875 / 0.01 is 28.75. */
const DIGITS = 15;

/** In the unit in which it is written, without what a float adds: days, percent. 29 of 50 are 58, not 57.99999999999999. */
export function inUnit(kind: ValueKind, value: number): number {
  return withoutNoise(value / WRITTEN[kind].one);
}

function withoutNoise(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Half away from zero, as people round: 0.075 is 0.08, and -0.075 is -0.08. */
export function rounded(value: number, decimals: number): number {
  const shift = 10 ** decimals;
  return (Math.sign(value) * Math.round(withoutNoise(Math.abs(value) * shift))) / shift;
}

/** Making one costs a hundred times what writing with it does. */
const FORMATS = new Map<string, Intl.NumberFormat>();

/** "1,234.5", with so many decimals at most and at least. */
export function formatDecimals(value: number, most: number, least = most): string {
  const key = `${least} to ${most}`;
  const known = FORMATS.get(key);
  const format = known ?? new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
  if (!known) FORMATS.set(key, format);
  return format.format(rounded(value, most) || 0).replace("-", "−");
}

/** A value as it is written wherever it stands: "4.6 d", "26.9 %", "1.25", "3.5 h", "1,234". */
export function formatValue(kind: ValueKind, value: number): string {
  return formatInUnit(kind, value / WRITTEN[kind].one);
}

/** As `formatValue`, of a value in the unit in which it is written (days, percent); `decimals` more than its kind has are kept. */
export function formatInUnit(kind: ValueKind, value: number, decimals = 0): string {
  const { unit, most, least } = WRITTEN[kind];
  return `${formatDecimals(value, Math.max(most, decimals), least)}${unit}`;
}

/** As someone wrote it, with the unit of its kind: "7 d", "0.125". */
export function formatWritten(kind: ValueKind, value: number): string {
  return `${formatDecimals(value, DIGITS, 0)}${WRITTEN[kind].unit}`;
}

/** "19.8 to 38.2 %": the unit once. */
export function formatRange(kind: ValueKind, low: number, high: number): string {
  return `${formatValue(kind, low).replace(/ [%dh]$/, "")} to ${formatValue(kind, high)}`;
}

/** How much more one value is than another as both are written: nothing where they read the same. */
export function writtenDifference(kind: ValueKind, value: number, other: number): number {
  const { one, most } = WRITTEN[kind];
  return (rounded(value / one, most) - rounded(other / one, most)) * one;
}

export function formatCount(count: number): string {
  return formatValue("count", count);
}
