import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { toneOf } from "#lib/policies/rules/marked-lines.ts";
import { resultName } from "#lib/policies/rules/result-name.ts";
import { type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import { notesShown } from "#lib/policies/rules/shown-lines.ts";
import { counted } from "#lib/words.ts";
import { NewResultTag, type Since } from "./new-result-tag.tsx";
import type { Numbered } from "./numbered-results.ts";
import { ReasonWords } from "./reason-words.tsx";
import { ResultMark } from "./result-mark.tsx";
import { ResultAsks, ResultMoves, type Waiving } from "./result-moves.tsx";
import classes from "./result-note.module.css";
import { WaiverWords } from "./waiver-words.tsx";

export type Around = {
  total: number;
  waivers: readonly ResultWaiver[];
  waiving: Waiving | undefined;
  /** What is new since an earlier revision; null without a comparison. */
  since: Since | null;
};
type ListProps = { numbered: readonly Numbered[]; around: Around };

/** The results under one line. */
export function ResultNotes({ numbered, around }: ListProps) {
  if (numbered.length === 0) return null;
  const shown = fitting(numbered);
  return (
    <div className={classes.under}>
      {shown.map(({ result, number }) => (
        <ResultNote key={result.key} result={result} number={number} around={around} />
      ))}
      <More count={numbered.length - shown.length} />
    </div>
  );
}

/** Limits very many results in one place to the first ones; the review lists all. */
function fitting(numbered: readonly Numbered[]): readonly Numbered[] {
  return numbered.slice(0, notesShown(numbered.map(({ result }) => result)).length);
}

function More({ count }: { count: number }) {
  if (count === 0) return null;
  return <p className={classes.message}>{counted(count, "more result")} here. The review's page lists all.</p>;
}

/** Results without a line, shown above the text. */
export function UnplacedResults({ numbered, around }: ListProps) {
  const unplaced = numbered.filter(({ span }) => span === null);
  const shown = fitting(unplaced);
  return (
    <>
      {shown.map(({ result, number }) => (
        <div key={result.key} className={classes.unplaced}>
          <ResultNote result={result} number={number} around={around} />
        </div>
      ))}
      <More count={unplaced.length - shown.length} />
    </>
  );
}

type Props = { result: RunResult; number: number; around: Around };

/** One check result: the reason, the fix and the available actions. */
function ResultNote({ result, number, around }: Props) {
  const { total, waivers, waiving, since } = around;
  const waiver = waiverOf(result, waivers);
  const { whole, reason } = result;
  const { name, code } = resultName(result);
  return (
    <article
      id={`result-${number}`}
      className={classes.note}
      data-verdict={toneOf(result, waivers)}
      tabIndex={-1}
      aria-label={`Result ${number} of ${total}`}
    >
      <p className={classes.head}>
        <ResultMark result={result} waiver={waiver} />
        <b>{name}</b>
        {code ? <span className={classes.code}>{code}</span> : null}
        <NewResultTag result={result} since={since} waivers={waivers} />
      </p>
      {saysMore(result) ? <p className={classes.message}>{whole.message}</p> : null}
      {reason ? <ReasonWords reason={reason} /> : null}
      <WaiverWords waiver={waiver} />
      <ResultAsks result={result} waiving={waiving} />
      <ResultMoves result={result} waiver={waiver} waiving={waiving} />
    </article>
  );
}

/** A check's message covers all its results, so it is omitted when a result's own reason says everything. */
function saysMore({ blocking, reason, whole: { check } }: RunResult): boolean {
  return reason === null || (blocking && check !== "validation" && check !== "access_not_granted");
}
