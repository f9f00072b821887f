"use client";

import { IconInbox } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Moment } from "#components/ui/moment.tsx";
import { Disclosure } from "./disclosure.tsx";
import classes from "./inbox-menu.module.css";

export type InboxProps = {
  unread: number;
  items: { id: number; href: string; sentence: string; at: Date; unread: boolean }[];
};

type Props = { inbox: InboxProps; now: Date; onSeen: () => Promise<void> };

/** What others did on one's reviews. Looking at it is what makes it read. */
export function InboxMenu({ inbox, now, onSeen }: Props) {
  const [unread, setUnread] = useState(inbox.unread);
  const see = () => {
    if (unread === 0) return;
    setUnread(0);
    void onSeen();
  };
  return (
    <Disclosure label="Inbox" button={<InboxSign unread={unread} />} onOpen={see}>
      {(close) =>
        inbox.items.length === 0 ? (
          <p className={classes.empty}>What others do on your reviews will be listed here.</p>
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

function InboxSign({ unread }: { unread: number }) {
  return (
    <>
      <IconInbox size={22} stroke={1.6} aria-hidden="true" />
      {unread > 0 ? <span className={classes.dot} /> : null}
      <span className="sr-only">{unread === 0 ? "Inbox" : `Inbox, ${unread} new`}</span>
    </>
  );
}
