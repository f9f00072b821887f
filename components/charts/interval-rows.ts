import type { TickGroup } from "#components/charts/group-tick.tsx";
import { inUnit, type ValueKind } from "#lib/numbers.ts";

/** A value of one group or quarter with its optional 95 % interval. A null value is a gap explained in `note`. */
export interface IntervalValue extends TickGroup {
  value: number | null;
  low?: number | null;
  high?: number | null;
  note?: string;
  /** The period is incomplete, so its point is drawn hollow. */
  isOpen?: boolean;
}

/** Chart coordinates for an interval: whiskers are lengths below and above the value, the band is both ends. */
export interface IntervalRow {
  position: string;
  isOpen: boolean;
  value: number | null;
  whiskers: [number, number] | null;
  band: [number, number] | null;
}

/** Draws an interval without an upper end to the top of the chart. */
export function intervalRows(kind: ValueKind, values: readonly IntervalValue[]): IntervalRow[] {
  const top = openTop(kind, values);
  return values.map(({ value, low = null, high = null, isOpen = false }, index) => {
    const place = { position: String(index), isOpen };
    if (value === null) return { ...place, value, whiskers: null, band: null };
    const level = inUnit(kind, value);
    const end = high === null ? top : inUnit(kind, high);
    if (low === null || end === null) return { ...place, value: level, whiskers: null, band: null };
    const band: [number, number] = [inUnit(kind, low), end];
    return { ...place, value: level, whiskers: [level - band[0], band[1] - level], band };
  });
}

/** The top of a chart that contains an interval without an upper end, above every drawn value; otherwise null. */
export function openTop(kind: ValueKind, values: readonly IntervalValue[]): number | null {
  const drawn = values.filter(({ value }) => value !== null);
  if (!drawn.some(({ low = null, high = null }) => low !== null && high === null)) return null;
  const most = Math.max(...drawn.map(({ value, high }) => inUnit(kind, Math.max(value ?? 0, high ?? 0))));
  const step = most > 0 ? 10 ** Math.floor(Math.log10(most)) : 1;
  return (Math.floor(most / step) + 1) * step;
}
