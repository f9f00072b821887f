import { listed } from "#lib/words.ts";

/** What an address asks for and is not understood, by the names of its parameters: a link of another time, or a slip. */
export function LeftOut({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="dimmed" role="status">
      Not understood in the address, and left out: {listed(names)}.
    </p>
  );
}
