import Link from "next/link";
import { Moment } from "#components/ui/moment.tsx";
import { paths, reviewRef } from "#lib/paths.ts";

type Feedback = {
  id: number;
  review: { id: number; title: string } | null;
  by: { name: string };
  at: Date;
  ratings: { scope: number; threats: number; mitigations: number; validation: number } | null;
  sentence: string;
  declinedReason: string | null;
};

/** What engineers said of a guardian's input: for the guardian and the program's staff only. */
export function FeedbackList({ feedback, now }: { feedback: Feedback[]; now: Date }) {
  if (feedback.length === 0)
    return <p className="dimmed">No feedback yet. Engineers rate a guardian's input when they decide.</p>;
  return (
    <ul>
      {feedback.map(({ id, review, by, at, ratings, sentence, declinedReason }) => (
        <li key={id}>
          {review ? (
            <Link href={paths.review(review.id)} prefetch={false}>
              {reviewRef(review.id)}
            </Link>
          ) : (
            "A review"
          )}
          , {by.name} <Moment at={at} now={now} />:{" "}
          {ratings
            ? `scope ${ratings.scope}, threats ${ratings.threats}, mitigations ${ratings.mitigations}, validation ${ratings.validation} of 3. ${sentence}`
            : `declined: ${declinedReason ?? ""}`}
        </li>
      ))}
    </ul>
  );
}
