import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Finding } from "#lib/findings/output.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { type AskedLine, askedCount, askedLines } from "./asked-lines.ts";
import classes from "./asked-list.module.css";
import { askers } from "./turn-words.ts";

type Props = { review: Omit<ReviewDetail, "findings">; findings: readonly Finding[] };

/** Everything that is asked for while changes are requested, in one list: each with what became of it and where it stands. */
export function AskedList({ review, findings }: Props) {
  if (review.state !== "changes_requested") return null;
  const lines = askedLines(review, findings);
  if (lines.length === 0) return null;
  const asked = review.move === "answer" ? "you" : askers(review);
  return (
    <Section title={asked ? `What is asked of ${asked}` : "What is asked"} id="asked" count={askedCount(lines)}>
      <ul className={classes.asks}>
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ul>
      <p className={classes.how}>It goes on with a new revision, or with an answer to all of it.</p>
    </Section>
  );
}

function Line({ line: { status, label, words, place, href } }: { line: AskedLine }) {
  return (
    <li className={classes.ask}>
      <Status value={status} label={label} size="sm" />
      <div className={classes.words}>
        <a href={href}>{words}</a>
        {place ? <span className={classes.place}>{place}</span> : null}
      </div>
    </li>
  );
}
