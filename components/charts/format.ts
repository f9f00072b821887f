import { formatDecimals, type ValueKind } from "#lib/numbers.ts";

/** More decimals than any tick needs, because ticks fall on round numbers: no two labels read the same. */
const DECIMALS = 6;

/** Formats an axis tick in the unit of its values, without rounding. */
export function formatTick(kind: ValueKind, tick: number): string {
  const words = formatDecimals(tick, DECIMALS, 0);
  if (kind === "duration") return `${words} d`;
  if (kind === "share") return `${words} %`;
  return kind === "hours" ? `${words} h` : words;
}
