import type { Finds } from "./find.ts";

/** A search response and the query it answers. */
export type Answer = { to: string; finds: Finds; failed: boolean };

export type Offered = { found: Finds["items"]; more: Finds["more"]; failed: boolean; answered: boolean };

/** A single letter finds too much to be worth a request. */
export const SHORTEST = 2;

/** Results for the query. Until the response arrives, matching items of the previous response are shown. */
export function answerTo(words: string, { to, finds, failed }: Answer): Offered {
  if (words.length < SHORTEST) return { found: [], more: [], failed: false, answered: true };
  if (to === words) return { found: finds.items, more: finds.more, failed, answered: true };
  const named = finds.items.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  return { found: named, more: [], failed: false, answered: false };
}
