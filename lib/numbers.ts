/** What a value measures: a duration in seconds (shown in days), a share from 0 to 1 (shown in %), a rate, hours, or a count. */
export const VALUE_KINDS = ["duration", "share", "rate", "hours", "count"] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** How a kind is written: the size of one unit, its symbol, and the maximum and minimum decimals. */
const WRITTEN: Record<ValueKind, { one: number; unit: string; most: number; least: number }> = {
  duration: { one: 86_400, unit: " d", most: 1, least: 1 },
  share: { one: 0.01, unit: " %", most: 1, least: 0 },
  rate: { one: 1, unit: "", most: 2, least: 2 },
  hours: { one: 1, unit: " h", most: 1, least: 1 },
  count: { one: 1, unit: "", most: 0, least: 0 },
};

/** Further digits of a float come from its binary form, not from the number: 0.2875 / 0.01 is 28.75. */
const DIGITS = 15;

/**
 * Converts to the written unit (days, percent) without floating-point noise. 29 of 50 are 58, not 57.99999999999999.
 */
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

/** Creating a formatter costs a hundred times more than using it. */
const FORMATS = new Map<string, Intl.NumberFormat>();

/** "1,234.5", with a maximum and minimum number of decimals. */
export function formatDecimals(value: number, most: number, least = most): string {
  const key = `${least} to ${most}`;
  const known = FORMATS.get(key);
  const format = known ?? new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
  if (!known) FORMATS.set(key, format);
  return format.format(rounded(value, most) || 0).replace("-", "−");
}

/** A value as written everywhere: "4.6 d", "26.9 %", "1.25", "3.5 h", "1,234". */
export function formatValue(kind: ValueKind, value: number): string {
  return formatInUnit(kind, value / WRITTEN[kind].one);
}

/**
 * As `formatValue`, for a value already in the written unit (days, percent); keeps `decimals` more than its kind has.
 */
export function formatInUnit(kind: ValueKind, value: number, decimals = 0): string {
  const { unit, most, least } = WRITTEN[kind];
  return `${formatDecimals(value, Math.max(most, decimals), least)}${unit}`;
}

/** A value as someone typed it, with the unit of its kind: "7 d", "0.125". */
export function formatWritten(kind: ValueKind, value: number): string {
  return `${formatDecimals(value, DIGITS, 0)}${WRITTEN[kind].unit}`;
}

/** "19.8 to 38.2 %", with the unit only once. */
export function formatRange(kind: ValueKind, low: number, high: number): string {
  return `${formatValue(kind, low).replace(/ [%dh]$/, "")} to ${formatValue(kind, high)}`;
}

/** The difference of two values as written; zero if they read the same. */
export function writtenDifference(kind: ValueKind, value: number, other: number): number {
  const { one, most } = WRITTEN[kind];
  return (rounded(value / one, most) - rounded(other / one, most)) * one;
}

export function formatCount(count: number): string {
  return formatValue("count", count);
}
