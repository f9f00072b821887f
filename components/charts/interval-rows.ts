import type { TickGroup } from "#components/charts/group-tick.tsx";
import { inUnit, type ValueKind } from "#lib/numbers.ts";

/** A value of one group or quarter with its 95 % interval where it has one; a null value is a gap, said in `note`. */
export interface IntervalValue extends TickGroup {
  value: number | null;
  low?: number | null;
  high?: number | null;
  note?: string;
  /** Still being counted: drawn hollow. */
  isOpen?: boolean;
}

/** The same on its axis: whiskers are lengths below and above the value, the band holds both ends. */
export interface IntervalRow {
  position: string;
  isOpen: boolean;
  value: number | null;
  whiskers: [number, number] | null;
  band: [number, number] | null;
}

export function intervalRows(kind: ValueKind, values: readonly IntervalValue[]): IntervalRow[] {
  return values.map(({ value, low = null, high = null, isOpen = false }, index) => {
    const place = { position: String(index), isOpen };
    if (value === null) return { ...place, value, whiskers: null, band: null };
    const level = inUnit(kind, value);
    if (low === null || high === null) return { ...place, value: level, whiskers: null, band: null };
    const band: [number, number] = [inUnit(kind, low), inUnit(kind, high)];
    return { ...place, value: level, whiskers: [level - band[0], band[1] - level], band };
  });
}
