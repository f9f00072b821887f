const SECONDS_PER_DAY = 86_400;

/** A duration in days with one decimal: "4.6 d". Unknown durations are a dash that says so. */
export function Days({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <NotKnown />;
  return <span className="nowrap">{`${(seconds / SECONDS_PER_DAY).toFixed(1)} d`}</span>;
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
