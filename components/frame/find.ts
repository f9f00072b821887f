import { paths } from "#lib/paths.ts";

/** One thing that a search found. */
export type Found = { kind: string; label: string; description: string; href: string };

/** Asks the API, from the browser, what there is under some words. Throws when it does not answer. */
export async function find(words: string, signal: AbortSignal): Promise<Found[]> {
  const response = await fetch(paths.api("/search", { q: words }), { signal });
  if (!response.ok) throw new Error(`The search answered ${response.status}`);
  const { items } = (await response.json()) as { items: Found[] };
  return items;
}
