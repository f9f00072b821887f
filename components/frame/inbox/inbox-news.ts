import type { Inbox } from "#lib/notifications/output.ts";

/** Of two answers the later one: what a page brings again, after a change, may be newer than what was asked for last. */
export function laterInbox(one: Inbox, other: Inbox): Inbox {
  return new Date(one.asOf).getTime() > new Date(other.asOf).getTime() ? one : other;
}

/** How many lines are new that were not shown since. */
export function newIn({ items }: Inbox, shownUpTo: number): number {
  return items.filter(({ id, unread }) => unread && id > shownUpTo).length;
}
