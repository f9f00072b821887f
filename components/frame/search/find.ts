import type { Inbox } from "#lib/notifications/output.ts";
import { paths } from "#lib/paths.ts";

export type Found = { kind: string; label: string; description: string; href: string };

/** Search results; `more` lists the kinds with further matches and links to their full lists. */
export type Finds = { items: Found[]; more: Pick<Found, "kind" | "href">[] };

/** Searches through the API, from the browser. Throws when the request fails. */
export async function find(words: string, signal: AbortSignal): Promise<Finds> {
  const response = await fetch(paths.api("/search", { q: words }), { signal });
  if (!response.ok) throw new Error(`The search answered ${response.status}`);
  return (await response.json()) as Finds;
}

/** Loads the current inbox from the API. Throws when the request fails. */
export async function findInbox(signal: AbortSignal): Promise<Inbox> {
  const response = await fetch(paths.api("/inbox"), { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`The inbox answered ${response.status}`);
  return (await response.json()) as Inbox;
}
