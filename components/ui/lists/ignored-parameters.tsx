import { listed } from "#lib/words.ts";

/** Lists URL parameters the page could not interpret, from an outdated link or a typo. */
export function IgnoredParameters({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="dimmed" role="status">
      Ignored unknown parts of the URL: {listed(names)}.
    </p>
  );
}
