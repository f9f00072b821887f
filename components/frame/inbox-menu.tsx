"use client";

import { IconInbox } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Moment } from "#components/ui/moment.tsx";
import type { SeeInboxInput } from "#lib/notifications/input.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { Disclosure } from "./disclosure.tsx";
import { findInbox } from "./find.ts";
import classes from "./inbox-menu.module.css";

type Props = { inbox: Inbox; now: Date; onSeen: (input: SeeInboxInput) => Promise<unknown> };

/** What others did that concerns oneself, as it is on each page. What was shown is read, and nothing else. */
export function InboxMenu({ inbox: first, now, onSeen }: Props) {
  const { inbox, markRead } = useInbox(first);
  const { unread } = inbox;
  const see = () => {
    const [newest] = inbox.items;
    if (unread === 0 || !newest) return;
    markRead();
    void onSeen({ upTo: newest.id });
  };
  return (
    <Disclosure label="Inbox" button={<InboxSign unread={unread} />} onOpen={see}>
      {(close) =>
        inbox.items.length === 0 ? (
          <p className={classes.empty}>What others do that concerns you will be listed here.</p>
        ) : (
          <ul className={classes.list}>
            {inbox.items.map((item) => (
              <li key={item.id}>
                <Link
                  href={item.href}
                  prefetch={false}
                  className={classes.item}
                  data-unread={item.unread || undefined}
                  onClick={close}
                >
                  {item.unread ? <span className="sr-only">New: </span> : null}
                  {item.sentence}
                  <span className={classes.time}>
                    <Moment at={item.at} now={now} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Disclosure>
  );
}

/** The inbox of the page that was loaded, asked for again at each step to another one. */
function useInbox(first: Inbox) {
  const [inbox, setInbox] = useState(first);
  const pathname = usePathname();
  const loadedAt = useRef(pathname);
  // What was shown meanwhile is read, though the answer under way does not know it yet.
  const seenUpTo = useRef(0);
  useEffect(() => {
    if (loadedAt.current === pathname) return;
    loadedAt.current = pathname;
    const leaving = new AbortController();
    // Without an answer it stays what it was.
    findInbox(leaving.signal).then(
      (answer) => setInbox(withoutSeen(answer, seenUpTo.current)),
      () => undefined,
    );
    return () => leaving.abort();
  }, [pathname]);
  const markRead = () => {
    seenUpTo.current = inbox.items[0]?.id ?? 0;
    setInbox({ ...inbox, unread: 0 });
  };
  return { inbox, markRead };
}

function withoutSeen({ items }: Inbox, seenUpTo: number): Inbox {
  const known = items.map((item) => ({ ...item, unread: item.unread && item.id > seenUpTo }));
  return { unread: known.filter(({ unread }) => unread).length, items: known };
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
