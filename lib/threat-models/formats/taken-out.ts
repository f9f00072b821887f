import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import type { Warning } from "./reading.ts";
import { placesIn } from "./text.ts";

/** That secrets are no longer in the text of a file, told by the words that stand in their place. */
export function takenOutWarnings(text: string): Warning[] {
  const [first, ...more] = placeHoldersIn(text);
  if (!first) return [];
  const { line } = placesIn(text)(first.start);
  const message =
    more.length === 0
      ? `A secret was removed from the file, on line ${line}, and not stored. Revoke it: anyone who could read the file knows it.`
      : `Secrets were removed from ${more.length + 1} places in the file, the first on line ${line}, and not stored. Revoke them: anyone who could read the file knows them.`;
  return [{ path: [], message }];
}
