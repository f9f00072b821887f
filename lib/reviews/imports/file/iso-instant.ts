import { startOfDay } from "#lib/zoned-time.ts";

type InstantReading = { instant: Date; dateOnly: boolean } | { problem: string };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads one ISO 8601 date or date with time and offset. A date without a time is the start of the day in `timeZone`.
 * Nothing is guessed: a time without an offset, or any other notation, is a problem that says what to write.
 */
export function readInstant(text: string, timeZone: string): InstantReading {
  const date = readDay(text);
  if (date) return { instant: startOfDay(date, timeZone), dateOnly: true };
  const parts = DATE_TIME.exec(text);
  const day = readDay(parts?.[1] ?? text.slice(0, 10));
  if (!parts || !day) return { problem: notADate(text) };
  const [hour, minute, second] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return { problem: `“${text}” has a time that does not exist` };
  if (!parts[6]) return { problem: `“${text}” has a time but no offset; add Z for UTC or an offset such as +02:00` };
  const offset = offsetMinutes(parts[6]);
  if (offset === null) return { problem: `“${text}” has an offset that does not exist` };
  const milliseconds = Number((parts[5] ?? "").slice(0, 3).padEnd(3, "0"));
  const local = Date.UTC(day.year, day.month - 1, day.day, hour, minute, second, milliseconds);
  return { instant: new Date(local - offset * 60_000), dateOnly: false };
}

function readDay(text: string) {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const made = new Date(Date.UTC(year, month - 1, day));
  const exists = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists && year >= 1970 ? { year, month, day } : null;
}

function offsetMinutes(text: string): number | null {
  if (text === "Z") return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(":", "") || 0)];
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function notADate(text: string): string {
  return `“${text}” is not a date the import can read; write 2026-03-31 or 2026-03-31T14:05:00Z`;
}
