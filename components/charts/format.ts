import { formatDecimals, type ValueKind } from "#lib/numbers.ts";

const DAY_SECONDS = 86_400;

/** The value in the unit its axis counts in, so that ticks fall on round days and percents. */
export function onAxis(kind: ValueKind, value: number): number {
  if (kind === "duration") return value / DAY_SECONDS;
  return kind === "share" ? value * 100 : value;
}

/** A tick of that axis. */
export function formatTick(kind: ValueKind, tick: number): string {
  const words = formatDecimals(tick, 1, 0);
  if (kind === "duration") return `${words} d`;
  if (kind === "share") return `${words} %`;
  return kind === "hours" ? `${words} h` : words;
}
