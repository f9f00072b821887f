import { Status } from "#components/ui/status.tsx";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import { findingsOf, type RunFinding } from "#lib/policies/rules/compare-runs.ts";
import { blocksNow, type FindingWaiver, waiverOf } from "#lib/policies/rules/finding-waiver.ts";
import { spanOf, type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { AnswerWords } from "./answer-words.tsx";
import { FindingMoves, type Waiving } from "./finding-moves.tsx";
import { OffendingExcerpt } from "./offending-excerpt.tsx";
import { ReasonWords } from "./reason-words.tsx";
import classes from "./result-line.module.css";
import { VerdictMark } from "./verdict-mark.tsx";
import { WaiverWords } from "./waiver-words.tsx";

type Props = {
  result: StoredResult;
  text: string | undefined;
  /** Whether a finding was not there in the revision before; null where there is none before. */
  isNew: ((finding: RunFinding) => boolean) | null;
  waivers: readonly FindingWaiver[];
  waiving: Waiving | undefined;
};

/** A check that does not pass, with every statement it is about. */
export function ResultLine({ result, text, isNew, waivers, waiving }: Props) {
  const findings = findingsOf([result]);
  return (
    <div className={classes.result}>
      <p className={classes.head}>
        {result.verdict === "pass" ? (
          <Status value="neutral" label="Advice" size="sm" />
        ) : findings.some((finding) => blocksNow(finding, waivers)) ? (
          <VerdictMark verdict={result.verdict} size="sm" />
        ) : (
          <Status value="waived" size="sm" />
        )}
        <strong>{CHECK_WORDS[result.check]}</strong>
        <span className={classes.message}>{result.message}</span>
      </p>
      <AnswerWords result={result} />
      {findings.map((finding) => (
        <div key={finding.key}>
          <FindingPlace
            finding={finding}
            text={text}
            fresh={isNew?.(finding) ?? false}
            tone={toneOf(finding, waivers)}
          />
          <WaiverWords waiver={waiverOf(finding, waivers)} />
          <FindingMoves finding={finding} waiver={waiverOf(finding, waivers)} waiving={waiving} />
        </div>
      ))}
    </div>
  );
}

type PlaceProps = { finding: RunFinding; text: string | undefined; fresh: boolean; tone: Tone };

function FindingPlace({ finding, text, fresh, tone }: PlaceProps) {
  const span = spanOf(finding);
  return (
    <div>
      {fresh ? <p className={classes.fresh}>New in this revision</p> : null}
      {span && text !== undefined ? (
        <OffendingExcerpt text={text} span={span} verdict={tone} reason={finding.reason} />
      ) : finding.reason ? (
        <ReasonWords reason={finding.reason} />
      ) : null}
    </div>
  );
}
