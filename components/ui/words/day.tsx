import { dayWords } from "#lib/words.ts";

/** A day without line breaks: "9 Dec 2026" for 2026-12-09. */
export function Day({ day }: { day: string }) {
  return <span className="nowrap">{dayWords(day)}</span>;
}
