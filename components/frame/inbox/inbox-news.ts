import type { Inbox } from "#lib/notifications/output.ts";

/** The later of two responses: after a change, the page may deliver a newer inbox than the last fetch. */
export function laterInbox(one: Inbox, other: Inbox): Inbox {
  return new Date(one.asOf).getTime() > new Date(other.asOf).getTime() ? one : other;
}

/** Number of unread items added after the last one shown. */
export function newIn({ items }: Inbox, shownUpTo: number): number {
  return items.filter(({ id, unread }) => unread && id > shownUpTo).length;
}
