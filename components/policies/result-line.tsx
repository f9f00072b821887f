import { Status } from "#components/ui/status.tsx";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import { type RunResult, resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { spanOf, type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { blocksNow, type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { AnswerWords } from "./answer-words.tsx";
import { OffendingExcerpt } from "./offending-excerpt.tsx";
import { ReasonWords } from "./reason-words.tsx";
import classes from "./result-line.module.css";
import { ResultMoves, type Waiving } from "./result-moves.tsx";
import { VerdictMark } from "./verdict-mark.tsx";
import { WaiverWords } from "./waiver-words.tsx";

type Props = {
  result: StoredResult;
  text: string | undefined;
  /** Whether a part was not there in the revision before; null where there is none before. */
  isNew: ((part: RunResult) => boolean) | null;
  waivers: readonly ResultWaiver[];
  waiving: Waiving | undefined;
};

/** A check that does not pass, with every statement it is about. */
export function ResultLine({ result, text, isNew, waivers, waiving }: Props) {
  const parts = resultsByPlace([result]);
  return (
    <div className={classes.result}>
      <p className={classes.head}>
        {result.verdict === "pass" ? (
          <Status value="neutral" label="Advice" size="sm" />
        ) : parts.some((part) => blocksNow(part, waivers)) ? (
          <VerdictMark verdict={result.verdict} size="sm" />
        ) : (
          <Status value="waived" size="sm" />
        )}
        <strong>{CHECK_WORDS[result.check]}</strong>
        <span className={classes.message}>{result.message}</span>
      </p>
      <AnswerWords result={result} />
      {parts.map((part) => (
        <div key={part.key}>
          <ResultPlace part={part} text={text} fresh={isNew?.(part) ?? false} tone={toneOf(part, waivers)} />
          <WaiverWords waiver={waiverOf(part, waivers)} />
          <ResultMoves result={part} waiver={waiverOf(part, waivers)} waiving={waiving} />
        </div>
      ))}
    </div>
  );
}

type PlaceProps = { part: RunResult; text: string | undefined; fresh: boolean; tone: Tone };

function ResultPlace({ part, text, fresh, tone }: PlaceProps) {
  const span = spanOf(part);
  return (
    <div>
      {fresh ? <p className={classes.fresh}>New in this revision</p> : null}
      {span && text !== undefined ? (
        <OffendingExcerpt text={text} span={span} verdict={tone} reason={part.reason} />
      ) : part.reason ? (
        <ReasonWords reason={part.reason} />
      ) : null}
    </div>
  );
}
