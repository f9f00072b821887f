import type { Found } from "./find.ts";

/** What the search answered, and to which words. */
export type Answer = { to: string; found: Found[]; failed: boolean };

export type Offered = Pick<Answer, "found" | "failed"> & { answered: boolean };

/** A letter finds too much to be asked for. */
export const SHORTEST = 2;

/** What is offered for the words: the answer to them; until it comes, what the answer before has that they name. */
export function answerTo(words: string, { to, found, failed }: Answer): Offered {
  if (words.length < SHORTEST) return { found: [], failed: false, answered: true };
  if (to === words) return { found, failed, answered: true };
  const named = found.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  return { found: named, failed: false, answered: false };
}
