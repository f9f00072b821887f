import type { ReactNode } from "react";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { Span } from "#lib/iam/index.ts";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { markOf, placedResults, stretches, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./document-view.module.css";
import { ReasonWords } from "./reason-words.tsx";
import { ResultKeys } from "./result-keys.tsx";
import { ResultMark } from "./result-mark.tsx";
import { ResultMoves, type Waiving } from "./result-moves.tsx";
import { WaiverWords } from "./waiver-words.tsx";

type Props = {
  name: string;
  text: string;
  results: readonly StoredResult[];
  waivers?: readonly ResultWaiver[];
  /** Where results can be waived from here. */
  waiving?: Waiving | undefined;
};

/** A document with what the checks found standing under the lines it is about. */
export function DocumentView({ name, text, results, waivers = [], waiving }: Props) {
  const { placed, unplaced } = placedResults(results);
  const marks = placed.map(({ result, span }) => markOf(span, toneOf(result, waivers)));
  const around = { total: placed.length + unplaced.length, waivers, waiving };
  const lines = text.split(/\r?\n/);
  const numbered = placed.map((one, index) => ({ ...one, number: unplaced.length + index + 1 }));
  const shown = stretches(lines.length, marks);
  return (
    <div>
      <ResultKeys total={around.total} />
      {unplaced.map((result, index) => (
        <ResultNote key={result.key} result={result} number={index + 1} around={around} />
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

function Gap({ lines }: { lines: number }) {
  if (lines <= 0) return null;
  return <p className={classes.gap}>{counted(lines, "line is not shown", "lines are not shown")}</p>;
}

type Numbered = { result: RunResult; span: Span; number: number };

/** A result stands under the last line of its statement. */
type Around = { total: number; waivers: readonly ResultWaiver[]; waiving: Waiving | undefined };

function notesUnder(line: number, placed: readonly Numbered[], around: Around): ReactNode {
  return placed
    .filter(({ span }) => span.end.line === line)
    .map(({ result, number }) => <ResultNote key={result.key} result={result} number={number} around={around} />);
}

function ResultNote({ result, number, around }: { result: RunResult; number: number; around: Around }) {
  const { total, waivers, waiving } = around;
  const waiver = waiverOf(result, waivers);
  const { whole, reason } = result;
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
        <strong>{CHECK_WORDS[whole.check]}</strong>
        {saysMore(result) ? <span className={classes.message}>{whole.message}</span> : null}
      </p>
      {reason ? <ReasonWords reason={reason} /> : null}
      <WaiverWords waiver={waiver} />
      <ResultMoves result={result} waiver={waiver} waiving={waiving} />
    </article>
  );
}

/** The message of a check counts over all its results; beside one of them it is left out where the reason says it all. */
function saysMore({ blocking, reason, whole: { check } }: RunResult): boolean {
  return reason === null || (blocking && check !== "validation" && check !== "access_not_granted");
}
