import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { InboxList } from "#components/frame/inbox/inbox-list.tsx";
import { laterInbox, newIn } from "#components/frame/inbox/inbox-news.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { NOW } from "#tests/support/actors.ts";

const minutesBefore = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const item = (id: number, parts: Partial<Inbox["items"][number]> = {}) => {
  return { id, href: "/reviews/REV-1", sentence: "Ben commented on REV-1.", at: NOW, unread: true, ...parts };
};
const inboxOf = (...items: Inbox["items"]): Inbox => ({
  asOf: NOW,
  timeZone: "UTC",
  unread: items.length,
  more: false,
  items,
});
const markup = (inbox: Inbox, newAfter = 0) =>
  renderToStaticMarkup(createElement(InboxList, { inbox, newAfter, onFollow: () => undefined }));

describe("the inbox on a page", () => {
  it("tells its times as of the answer that brought them, however old the page is", () => {
    const html = markup(inboxOf(item(2, { at: minutesBefore(5) })));
    expect(html).toContain("5 min ago");
  });

  it("says what is new, but not of what was shown before the answer knew it", () => {
    const inbox = inboxOf(item(3), item(2), item(1, { unread: false }));
    expect(markup(inbox).match(/New: /g)).toHaveLength(2);
    expect(markup(inbox, 2).match(/New: /g)).toHaveLength(1);
    expect([newIn(inbox, 0), newIn(inbox, 2), newIn(inbox, 3)]).toEqual([2, 1, 0]);
  });

  it("says that more is new than it lists, and what will be here while there is nothing", () => {
    const words = "Older items are on the pages they concern.";
    expect(markup({ ...inboxOf(item(1)), more: true })).toContain(words);
    expect(markup(inboxOf(item(1)))).not.toContain(words);
    expect(markup(inboxOf())).toContain("What others do that concerns you appears here.");
  });

  it("is the later of what the page brought and what was asked for, in either form of a moment", () => {
    const early = { ...inboxOf(item(1)), asOf: minutesBefore(1).toISOString() };
    const late = inboxOf(item(2));
    expect([laterInbox(early, late), laterInbox(late, early)]).toEqual([late, late]);
  });
});
