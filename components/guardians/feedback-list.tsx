import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Feedback } from "#lib/guardians/output.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import classes from "./feedback-list.module.css";

/** What engineers said of a guardian's input. Only shown to the guardian and the program's staff. */
export function FeedbackList({ feedback, now }: { feedback: Feedback[]; now: Date }) {
  if (feedback.length === 0) {
    return (
      <EmptyState title="No feedback yet">Engineers rate a guardian's input when they decide a review.</EmptyState>
    );
  }
  return (
    <ul className={classes.list}>
      {feedback.map((entry) => (
        <li key={entry.id}>
          <p>
            {entry.review ? (
              <Link href={paths.review(entry.review.id)} prefetch={false}>
                {reviewRef(entry.review.id)} {entry.review.title}
              </Link>
            ) : (
              "A review"
            )}
            , {entry.by.name}, <Moment at={entry.at} now={now} />
          </p>
          <p>{wordsOf(entry)}</p>
          {entry.sentence ? <p>“{entry.sentence}”</p> : null}
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
