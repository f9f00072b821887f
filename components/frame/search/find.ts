import type { Inbox } from "#lib/notifications/output.ts";
import { paths } from "#lib/paths.ts";

/** One thing that a search found. */
export type Found = { kind: string; label: string; description: string; href: string };

/** What a search found; `more`: the kinds of which others match too, each with the list that has them. */
export type Finds = { items: Found[]; more: Pick<Found, "kind" | "href">[] };

/** Asks the API, from the browser, what there is under some words. Throws when it does not answer. */
export async function find(words: string, signal: AbortSignal): Promise<Finds> {
  const response = await fetch(paths.api("/search", { q: words }), { signal });
  if (!response.ok) throw new Error(`The search answered ${response.status}`);
  return (await response.json()) as Finds;
}

/** Asks the API what is in one's inbox now. Throws when it does not answer. */
export async function findInbox(signal: AbortSignal): Promise<Inbox> {
  const response = await fetch(paths.api("/inbox"), { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`The inbox answered ${response.status}`);
  return (await response.json()) as Inbox;
}
