import { formatDecimals, type ValueKind } from "#lib/numbers.ts";

/** A tick of an axis that counts in the unit of its values. */
export function formatTick(kind: ValueKind, tick: number): string {
  const words = formatDecimals(tick, 1, 0);
  if (kind === "duration") return `${words} d`;
  if (kind === "share") return `${words} %`;
  return kind === "hours" ? `${words} h` : words;
}
