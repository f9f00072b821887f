import { formatDecimals, type ValueKind } from "#lib/numbers.ts";

/** More decimals than the ticks of an axis have, which stand on round numbers: no two of them read the same. */
const DECIMALS = 6;

/** A tick of an axis that counts in the unit of its values, as exactly as it stands. */
export function formatTick(kind: ValueKind, tick: number): string {
  const words = formatDecimals(tick, DECIMALS, 0);
  if (kind === "duration") return `${words} d`;
  if (kind === "share") return `${words} %`;
  return kind === "hours" ? `${words} h` : words;
}
