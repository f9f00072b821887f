import type { ReactNode } from "react";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { Span } from "#lib/iam/index.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { linesOf } from "#lib/policies/rules/excerpt.ts";
import { markOf, placedResults, stretches, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./document-view.module.css";
import { ReasonWords } from "./reason-words.tsx";
import { ResultMark } from "./result-mark.tsx";
import { ResultAsks, ResultMoves, type Waiving } from "./result-moves.tsx";
import { resultName } from "./result-name.ts";
import { WaiverWords } from "./waiver-words.tsx";

type Props = {
  name: string;
  text: string;
  results: readonly StoredResult[];
  waivers?: readonly ResultWaiver[];
  /** Where results can be waived from here. */
  waiving?: Waiving | undefined;
};

export type Numbered = { result: RunResult<StoredResult>; span: Span | null; number: number };

/** The results of a document in the order in which they stand: those without a place first, then in the order of the text. */
export function numberedResults(results: readonly StoredResult[]): Numbered[] {
  const { placed, unplaced } = placedResults(results);
  const all = [...unplaced.map((result) => ({ result, span: null })), ...placed];
  return all.map((one, index) => ({ ...one, result: one.result as RunResult<StoredResult>, number: index + 1 }));
}

/** A document with what the checks found standing under the lines it is about. */
export function DocumentView({ name, text, results, waivers = [], waiving }: Props) {
  const numbered = numberedResults(results);
  const marks = numbered.flatMap(({ result, span }) => (span ? [markOf(span, toneOf(result, waivers))] : []));
  const around = { total: numbered.length, waivers, waiving };
  const lines = linesUpTo(text, Math.max(0, ...marks.map(({ to }) => to)));
  const shown = stretches(lines.length, marks);
  return (
    <div className={classes.view}>
      {numbered
        .filter(({ span }) => span === null)
        .map(({ result, number }) => (
          <ResultNote key={result.key} result={result} number={number} around={around} />
        ))}
      <ScrollRegion label={`The text of ${name}`} className={classes.document}>
        {shown.map(({ from, to }, index) => (
          <div key={from}>
            <Gap lines={from - (shown[index - 1]?.to ?? 0) - 1} />
            <CodeLines
              lines={lines.slice(from - 1, to)}
              first={from}
              marks={marks}
              under={(line) => notesUnder(line, numbered, around)}
            />
          </div>
        ))}
        <Gap lines={lines.length - (shown.at(-1)?.to ?? 0)} />
      </ScrollRegion>
    </div>
  );
}

/** A statement can end on the empty line after the last break: what is said of it stands there. */
function linesUpTo(text: string, last: number): string[] {
  const lines = linesOf(text);
  return lines.length < last ? [...lines, ""] : lines;
}

function Gap({ lines }: { lines: number }) {
  if (lines <= 0) return null;
  return <p className={classes.gap}>{counted(lines, "line is not shown", "lines are not shown")}</p>;
}

/** A result stands under the last line of its statement. */
type Around = { total: number; waivers: readonly ResultWaiver[]; waiving: Waiving | undefined };

function notesUnder(line: number, placed: readonly Numbered[], around: Around): ReactNode {
  const here = placed.filter(({ span }) => span?.end.line === line);
  if (here.length === 0) return null;
  return (
    <div className={classes.under}>
      {here.map(({ result, number }) => (
        <ResultNote key={result.key} result={result} number={number} around={around} />
      ))}
    </div>
  );
}

function ResultNote({ result, number, around }: { result: RunResult; number: number; around: Around }) {
  const { total, waivers, waiving } = around;
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
      </p>
      {saysMore(result) ? <p className={classes.message}>{whole.message}</p> : null}
      {reason ? <ReasonWords reason={reason} /> : null}
      <WaiverWords waiver={waiver} />
      <ResultAsks result={result} waiving={waiving} />
      <ResultMoves result={result} waiver={waiver} waiving={waiving} />
    </article>
  );
}

/** The message of a check counts over all its results; beside one of them it is left out where the reason says it all. */
function saysMore({ blocking, reason, whole: { check } }: RunResult): boolean {
  return reason === null || (blocking && check !== "validation" && check !== "access_not_granted");
}
