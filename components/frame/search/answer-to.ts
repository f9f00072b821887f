import type { Finds } from "./find.ts";

/** What the search answered, and to which words. */
export type Answer = { to: string; finds: Finds; failed: boolean };

export type Offered = { found: Finds["items"]; more: Finds["more"]; failed: boolean; answered: boolean };

/** A letter finds too much to be asked for. */
export const SHORTEST = 2;

/** What is offered for the words: the answer to them; until it comes, what the answer before has that they name. */
export function answerTo(words: string, { to, finds, failed }: Answer): Offered {
  if (words.length < SHORTEST) return { found: [], more: [], failed: false, answered: true };
  if (to === words) return { found: finds.items, more: finds.more, failed, answered: true };
  const named = finds.items.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  return { found: named, more: [], failed: false, answered: false };
}
