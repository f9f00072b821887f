import type { ReactNode } from "react";
import { QUESTION_WORDS, RISK_QUESTIONS, type RiskQuestion } from "#lib/intake/rules/intake.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import { capital } from "#lib/words.ts";
import classes from "./intake-facts.module.css";

type Review = Pick<ReviewDetail, "imported" | "intake" | "type" | "requester" | "riskOwner">;

/** The request in the requester's words, and one line with their answers. */
export function IntakeFacts({ review, action }: { review: Review; action?: ReactNode }) {
  const { imported, intake, type, requester, riskOwner } = review;
  if (imported) return <Imported type={type} />;
  const yes = RISK_QUESTIONS.filter((question) => intake.answers[question] === true);
  const open = RISK_QUESTIONS.filter((question) => intake.answers[question] === null);
  const data = intake.dataClass
    ? `${intake.dataClass} data ${intake.dataHandling ?? "(handling not stated)"}`
    : "data class not stated";
  return (
    <section id="intake" className={classes.intake} aria-label="Request">
      <p className={classes.summary}>
        {intake.summary || <span className="dimmed">No summary.</span>}{" "}
        {intake.links.map(({ label, url }, at) => (
          <span key={url}>
            {at > 0 ? ", " : ""}
            <a href={url} rel="noreferrer">
              {label}
            </a>
          </span>
        ))}
      </p>
      <ul className={classes.facts}>
        <li>{type ? `${TYPE_WORDS[type]}, ${data}` : capital(data)}</li>
        <li>{yes.length > 0 ? `Yes to ${words(yes)}` : "No risk question answered yes"}</li>
        {open.length > 0 ? <li className={classes.open}>Unanswered: {words(open)}</li> : null}
        {requester ? <li>Requested by {requester.name}</li> : null}
        {riskOwner ? <li>Risk owner {riskOwner.name}</li> : null}
        {action ? <li>{action}</li> : null}
      </ul>
    </section>
  );
}

function Imported({ type }: Pick<Review, "type">) {
  return (
    <section id="intake" className={classes.intake} aria-label="Request">
      <p className="dimmed">
        {type ? `${TYPE_WORDS[type]}. ` : ""}Imported from a file of past reviews. Its intake is in the original
        tracker.
      </p>
    </section>
  );
}

function words(questions: readonly RiskQuestion[]): string {
  return questions.map((question) => lowered(QUESTION_WORDS[question])).join(", ");
}

/** Lowercases the first letter, but keeps capitals as in "IAM policy changes". */
function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
