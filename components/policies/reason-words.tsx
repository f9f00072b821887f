import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import classes from "./reason-words.module.css";

/** Why a statement does not pass, and the request that shows it in a sentence. */
export function ReasonWords({ reason }: { reason: ResultReason }) {
  return (
    <div className={classes.reason}>
      <p className={classes.line}>
        {reason.rule ? <strong>{reason.rule}. </strong> : null}
        {reason.description}
      </p>
      {reason.sentence ? <p className={classes.witness}>For example, {reason.sentence}</p> : null}
      {reason.remedy ? <p className={classes.witness}>What to do: {reason.remedy}</p> : null}
      {reason.learnMore ? (
        <p className={`${classes.witness} ${classes.more}`}>
          <a href={reason.learnMore} rel="noreferrer">
            About {reason.rule}
          </a>
        </p>
      ) : null}
    </div>
  );
}
