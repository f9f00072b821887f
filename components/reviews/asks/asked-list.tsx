import { askers } from "#components/reviews/turn-words.ts";
import { Section } from "#components/ui/page/section.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { short } from "#lib/policies/rules/kept-results.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { turnOf } from "#lib/reviews/rules/states.ts";
import { counted } from "#lib/words.ts";
import { type AskedFinding, type AskedLine, askedCount, askedLines } from "./asked-lines.ts";
import classes from "./asked-list.module.css";

type Props = { review: Omit<ReviewDetail, "findings">; findings: readonly AskedFinding[] };

const SHOWN = 100;
const LONGEST = 500;

/**
 * Everything requested while changes are requested, with its status and link. Once the review is back with its
 * reviewer, only the unanswered items.
 */
export function AskedList({ review, findings }: Props) {
  if (review.state === "changes_requested") return <Asked review={review} lines={askedLines(review, findings)} />;
  if (turnOf(review.state) !== "reviewer") return null;
  return <LeftUnanswered lines={askedLines(review, []).filter(({ status }) => status !== "good")} />;
}

function LeftUnanswered({ lines }: { lines: readonly AskedLine[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title="Unanswered" id="asked" count={String(lines.length)}>
      <Lines lines={lines} />
      <p className={classes.how}>The review came back with these unanswered.</p>
    </Section>
  );
}

function Asked({ review, lines }: Pick<Props, "review"> & { lines: readonly AskedLine[] }) {
  if (lines.length === 0) return null;
  const asked = review.move === "answer" ? "you" : askers(review);
  return (
    <Section title={asked ? `Requests for ${asked}` : "Requests"} id="asked" count={askedCount(lines)}>
      <Lines lines={lines} />
      <p className={classes.how}>
        Answer all of it, or attach a new revision. The reviewer sees what you leave unanswered.
      </p>
    </Section>
  );
}

function Lines({ lines }: { lines: readonly AskedLine[] }) {
  return (
    <ul className={classes.asks}>
      {lines.slice(0, SHOWN).map((line) => (
        <Line key={line.key} line={line} />
      ))}
      {lines.length > SHOWN ? (
        <li className={classes.ask}>and {counted(lines.length - SHOWN, "more", "more")}</li>
      ) : null}
    </ul>
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
