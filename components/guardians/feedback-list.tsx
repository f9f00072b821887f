import Link from "next/link";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Feedback } from "#lib/guardians/output.ts";
import { m } from "#lib/member-name.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./feedback-list.module.css";

const SHOWN = 5;

/** What engineers said about a guardian's input. Only shown to the guardian and program staff. */
export function FeedbackList({ feedback, now }: { feedback: Feedback[]; now: Now }) {
  if (feedback.length === 0) {
    return (
      <EmptyState title="No feedback yet">{m`Engineers rate a guardian's input when they decide a review.`}</EmptyState>
    );
  }
  const earlier = feedback.slice(SHOWN);
  return (
    <>
      <Entries feedback={feedback.slice(0, SHOWN)} now={now} />
      {earlier.length > 0 ? (
        <Fold bare line={`${earlier.length} earlier`}>
          <Entries feedback={earlier} now={now} />
        </Fold>
      ) : null}
    </>
  );
}

function Entries({ feedback, now }: { feedback: Feedback[]; now: Now }) {
  return (
    <ul className={classes.list}>
      {feedback.map((entry) => (
        <li key={entry.id} className={classes.entry}>
          <p className={classes.head}>
            {entry.review ? (
              <Link href={paths.review(entry.review.id)} prefetch={false}>
                {reviewRef(entry.review.id)} {entry.review.title}
              </Link>
            ) : (
              "A review"
            )}
            <span className="dimmed">
              {entry.by.name}, <Moment at={entry.at} now={now} />
            </span>
          </p>
          {entry.sentence ? <p>“{entry.sentence}”</p> : null}
          <p className="dimmed">{wordsOf(entry)}</p>
          {entry.answer ? <p>Answer: {entry.answer}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ ratings, declinedReason }: Feedback): string {
  if (!ratings) return `Rating declined: ${declinedReason ?? "no reason given"}`;
  const { scope, threats, mitigations, validation } = ratings;
  return `Scope ${scope}, threats ${threats}, mitigations ${mitigations}, validation ${validation}, each of 3`;
}
