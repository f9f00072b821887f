import Link from "next/link";
import { paths, reviewRef } from "#lib/paths.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import classes from "./review-lines.module.css";
import { ReviewStateMark } from "./review-state.tsx";

type Line = { id: number; title: string; state: ReviewState; note?: string };

/** Reviews as lines on another page. */
export function ReviewLines({ reviews, empty }: { reviews: Line[]; empty: string }) {
  if (reviews.length === 0) return <p className="dimmed">{empty}</p>;
  return (
    <ul className={classes.lines}>
      {reviews.map(({ id, title, state, note }) => (
        <li key={id} className={classes.line}>
          <span className={classes.title}>
            <Link href={paths.review(id)} prefetch={false}>
              {reviewRef(id)} {title}
            </Link>
            {note ? <span className="dimmed"> {note}</span> : null}
          </span>
          <ReviewStateMark state={state} />
        </li>
      ))}
    </ul>
  );
}
