const SECONDS_PER_DAY = 86_400;

/** A duration in days with one decimal. Unknown durations are a dash that says so. */
export function Days({ seconds }: { seconds: number | null }) {
  return seconds === null ? <NotKnown /> : <span className="nowrap">{inDays(seconds)}</span>;
}

/** "4.6 d" */
export function inDays(seconds: number): string {
  return `${(seconds / SECONDS_PER_DAY).toFixed(1)} d`;
}

/** The dash of a value that is not known. */
export function NotKnown() {
  return (
    <span className="dimmed">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
