import Link from "next/link";
import { Fragment } from "react";
import { exactTime, shortSpan } from "#components/ui/relative-time.ts";
import { paths, reviewId } from "#lib/paths.ts";
import classes from "./moved-feed.module.css";

type Entry = { id: number; at: Date; sentence: string };

/** What happened, a line each, the latest first. */
export function MovedFeed({ entries, now }: { entries: Entry[]; now: Date }) {
  return (
    <ol className={classes.feed}>
      {entries.map(({ id, at, sentence }) => (
        <li key={id} className={classes.line}>
          <time dateTime={at.toISOString()} title={exactTime(at)} className={classes.when}>
            {shortSpan(at, now)}
            <span className="sr-only"> ago</span>
          </time>
          <span className={classes.what}>{linked(sentence)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A sentence with the reviews it names as links. */
function linked(sentence: string) {
  return sentence.split(/\b(REV-\d+)\b/).map((part, index) => {
    const id = reviewId(part);
    const key = `${index} ${part}`;
    return id === null ? (
      <Fragment key={key}>{part}</Fragment>
    ) : (
      <Link key={key} href={paths.review(id)} prefetch={false}>
        {part}
      </Link>
    );
  });
}
