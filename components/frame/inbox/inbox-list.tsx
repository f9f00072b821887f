import Link from "next/link";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Inbox } from "#lib/notifications/output.ts";
import classes from "./inbox-menu.module.css";

/** `newAfter`: items up to this id were already shown and are no longer new, even if the response says unread. */
type Props = { inbox: Inbox; newAfter: number; onFollow: () => void };

/** What others did, with times relative to the response that delivered the items. */
export function InboxList({ inbox, newAfter, onFollow }: Props) {
  if (inbox.items.length === 0) {
    return <p className={classes.empty}>What others do that concerns you appears here.</p>;
  }
  const now = { at: new Date(inbox.asOf), timeZone: inbox.timeZone };
  return (
    <>
      <ul className={classes.list}>
        {inbox.items.map(({ id, href, sentence, at, unread }) => (
          <li key={id}>
            <Link
              href={href}
              prefetch={false}
              className={classes.item}
              data-unread={(unread && id > newAfter) || undefined}
              onClick={onFollow}
            >
              {unread && id > newAfter ? <span className="sr-only">New: </span> : null}
              {sentence}
              <span className={classes.time}>
                <Moment at={at} now={now} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {inbox.more ? <p className={classes.empty}>Older items are on the pages they concern.</p> : null}
    </>
  );
}
