import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import type { Warning } from "./reading.ts";
import { placesIn } from "./text.ts";

/** That access keys are not in the text of a file any more, told by the words that stand in their place. */
export function takenOutWarnings(text: string): Warning[] {
  const [first, ...more] = placeHoldersIn(text).filter(({ kind }) => kind !== "secret");
  if (!first) return [];
  const { line } = placesIn(text)(first.start);
  const message =
    more.length === 0
      ? `An access key was taken out of the file, on line ${line}, and not stored. Deactivate it: whoever could read the file knows it.`
      : `Access keys were taken out of ${more.length + 1} places of the file, the first on line ${line}, and not stored. Deactivate them: whoever could read the file knows them.`;
  return [{ path: [], message }];
}
