import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { short } from "#lib/policies/rules/kept-results.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { counted } from "#lib/words.ts";
import { type AskedFinding, type AskedLine, askedCount, askedLines } from "./asked-lines.ts";
import classes from "./asked-list.module.css";
import { askers } from "./turn-words.ts";

type Props = { review: Omit<ReviewDetail, "findings">; findings: readonly AskedFinding[] };

const SHOWN = 100;
const LONGEST = 500;

/** Everything that is asked for while changes are requested, in one list: each with what became of it and where it stands. */
export function AskedList({ review, findings }: Props) {
  if (review.state !== "changes_requested") return null;
  const lines = askedLines(review, findings);
  if (lines.length === 0) return null;
  const asked = review.move === "answer" ? "you" : askers(review);
  return (
    <Section title={asked ? `What is asked of ${asked}` : "What is asked"} id="asked" count={askedCount(lines)}>
      <ul className={classes.asks}>
        {lines.slice(0, SHOWN).map((line) => (
          <Line key={line.key} line={line} />
        ))}
        {lines.length > SHOWN ? (
          <li className={classes.ask}>and {counted(lines.length - SHOWN, "more", "more")}</li>
        ) : null}
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
        <a href={href}>{short(words, LONGEST)}</a>
        {place ? <span className={classes.place}>{place}</span> : null}
      </div>
    </li>
  );
}
