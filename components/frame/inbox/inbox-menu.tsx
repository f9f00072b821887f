"use client";

import { IconInbox } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { use, useEffect, useRef, useState } from "react";
import { Disclosure } from "#components/frame/disclosure.tsx";
import { findInbox } from "#components/frame/search/find.ts";
import { isSomebodyElse } from "#components/ui/forms/signed-in.ts";
import { Keeper } from "#components/ui/forms/signed-in-page.tsx";
import type { SeeInboxInput } from "#lib/notifications/input.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { InboxList } from "./inbox-list.tsx";
import classes from "./inbox-menu.module.css";
import { laterInbox, newIn } from "./inbox-news.ts";

type Props = { inbox: Inbox; onSeen: (input: SeeInboxInput) => Promise<unknown> };

/** Inbox of other people's actions that concern the current person. Only shown items are marked read. */
export function InboxMenu({ inbox: brought, onSeen }: Props) {
  const inbox = useInbox(brought);
  const person = use(Keeper);
  // Items shown now and earlier. A response in flight does not know them yet, so they are treated as read here.
  const [shown, setShown] = useState({ before: 0, upTo: 0 });
  const unread = newIn(inbox, shown.upTo);
  const see = () => {
    const upTo = inbox.items[0]?.id ?? 0;
    setShown({ before: shown.upTo, upTo: Math.max(shown.upTo, upTo) });
    if (unread > 0 && !isSomebodyElse(person)) void onSeen({ upTo });
  };
  return (
    <Disclosure label="Inbox" button={<InboxSign unread={unread} />} onOpen={see}>
      {(close) => <InboxList inbox={inbox} newAfter={shown.before} onFollow={close} />}
    </Disclosure>
  );
}

/** The inbox delivered with the page, fetched again on each navigation. */
function useInbox(brought: Inbox): Inbox {
  const [asked, setAsked] = useState(brought);
  const address = `${usePathname()}?${useSearchParams()}`;
  const loadedAt = useRef(address);
  useEffect(() => {
    if (loadedAt.current === address) return;
    loadedAt.current = address;
    const leaving = new AbortController();
    // Without a response the inbox stays unchanged.
    findInbox(leaving.signal).then(setAsked, () => undefined);
    return () => leaving.abort();
  }, [address]);
  return laterInbox(brought, asked);
}

function InboxSign({ unread }: { unread: number }) {
  return (
    <>
      <IconInbox size={18} stroke={1.5} aria-hidden="true" />
      {unread > 0 ? <span className={classes.dot} /> : null}
      <span className="sr-only">{unread === 0 ? "Inbox" : `Inbox, ${unread} new`}</span>
    </>
  );
}
