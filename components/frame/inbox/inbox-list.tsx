import Link from "next/link";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Inbox } from "#lib/notifications/output.ts";
import classes from "./inbox-menu.module.css";

/** `newAfter`: what was shown up to there is no longer new, though the answer did not know it yet. */
type Props = { inbox: Inbox; newAfter: number; onFollow: () => void };

/** What others did, each with its time as of the answer that brought it. */
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
