import { formatValue } from "#lib/numbers.ts";

/** A duration in days with one decimal. Unknown durations show a labelled dash. */
export function Days({ seconds }: { seconds: number | null }) {
  return seconds === null ? <NotKnown /> : <span className="nowrap">{inDays(seconds)}</span>;
}

/** "4.6 d" */
export function inDays(seconds: number): string {
  return formatValue("duration", seconds);
}

/** The dash for an unknown value. */
export function NotKnown() {
  return (
    <span className="dimmed">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
