import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import classes from "./reason-words.module.css";
import { WitnessWords } from "./witness-words.tsx";

/** Why a statement does not pass, an example request as a sentence, and the fix. */
export function ReasonWords({ reason }: { reason: ResultReason }) {
  return (
    <div className={classes.reason}>
      <p>{reason.description}</p>
      {reason.sentence ? (
        <p className={classes.witness}>
          <WitnessWords sentence={reason.sentence} />
        </p>
      ) : null}
      {reason.remedy ? <p className={classes.fix}>To fix: {reason.remedy}</p> : null}
      {reason.learnMore ? (
        <p className={`${classes.fix} ${classes.more}`}>
          <a href={reason.learnMore} rel="noreferrer">
            About {reason.rule}
          </a>
        </p>
      ) : null}
    </div>
  );
}
