import { Status } from "#components/ui/status.tsx";
import { findingsOf, type RunFinding } from "#lib/policies/rules/compare-runs.ts";
import { spanOf, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { CHECK_WORDS } from "#lib/policies/rules.ts";
import { OffendingExcerpt } from "./offending-excerpt.tsx";
import { ReasonWords } from "./reason-words.tsx";
import classes from "./result-line.module.css";
import { VerdictMark } from "./verdict-mark.tsx";

type Props = {
  result: StoredResult;
  text: string | undefined;
  /** Whether a finding was not there in the revision before; null where there is none before. */
  isNew: ((finding: RunFinding) => boolean) | null;
};

/** A check that does not pass, with every statement it is about. */
export function ResultLine({ result, text, isNew }: Props) {
  return (
    <div className={classes.result}>
      <p className={classes.head}>
        {result.verdict === "pass" ? (
          <Status value="neutral" label="Advice" size="sm" />
        ) : (
          <VerdictMark verdict={result.verdict} size="sm" />
        )}
        <strong>{CHECK_WORDS[result.check]}</strong>
        <span className={classes.message}>{result.message}</span>
      </p>
      {findingsOf([result]).map((finding) => (
        <FindingPlace key={finding.key} finding={finding} text={text} fresh={isNew?.(finding) ?? false} />
      ))}
    </div>
  );
}

function FindingPlace({ finding, text, fresh }: { finding: RunFinding; text: string | undefined; fresh: boolean }) {
  const span = spanOf(finding);
  return (
    <div>
      {fresh ? <p className={classes.fresh}>New in this revision</p> : null}
      {span && text !== undefined ? (
        <OffendingExcerpt text={text} span={span} verdict={toneOf(finding)} reason={finding.reason} />
      ) : finding.reason ? (
        <ReasonWords reason={finding.reason} />
      ) : null}
    </div>
  );
}
