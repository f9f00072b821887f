import type { ReactNode } from "react";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { Span } from "#lib/iam/index.ts";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunFinding } from "#lib/policies/rules/compare-runs.ts";
import { type FindingWaiver, waiverOf } from "#lib/policies/rules/finding-waiver.ts";
import { markOf, placedFindings, stretches, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./document-view.module.css";
import { FindingKeys } from "./finding-keys.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { FindingMoves, type Waiving } from "./finding-moves.tsx";
import { ReasonWords } from "./reason-words.tsx";
import { WaiverWords } from "./waiver-words.tsx";

type Props = {
  name: string;
  text: string;
  results: readonly StoredResult[];
  waivers?: readonly FindingWaiver[];
  /** Where findings can be waived from here. */
  waiving?: Waiving | undefined;
};

/** A document with what the checks found standing under the lines it is about. */
export function DocumentView({ name, text, results, waivers = [], waiving }: Props) {
  const { placed, unplaced } = placedFindings(results);
  const marks = placed.map(({ finding, span }) => markOf(span, toneOf(finding, waivers)));
  const around = { total: placed.length + unplaced.length, waivers, waiving };
  const lines = text.split(/\r?\n/);
  const numbered = placed.map((one, index) => ({ ...one, number: unplaced.length + index + 1 }));
  const shown = stretches(lines.length, marks);
  return (
    <div>
      <FindingKeys total={around.total} />
      {unplaced.map((finding, index) => (
        <FindingNote key={finding.key} finding={finding} number={index + 1} around={around} />
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

type Numbered = { finding: RunFinding; span: Span; number: number };

/** A finding stands under the last line of its statement. */
type Around = { total: number; waivers: readonly FindingWaiver[]; waiving: Waiving | undefined };

function notesUnder(line: number, placed: readonly Numbered[], around: Around): ReactNode {
  return placed
    .filter(({ span }) => span.end.line === line)
    .map(({ finding, number }) => <FindingNote key={finding.key} finding={finding} number={number} around={around} />);
}

function FindingNote({ finding, number, around }: { finding: RunFinding; number: number; around: Around }) {
  const { total, waivers, waiving } = around;
  const waiver = waiverOf(finding, waivers);
  const { result, reason } = finding;
  return (
    <article
      id={`finding-${number}`}
      className={classes.note}
      data-finding=""
      data-verdict={toneOf(finding, waivers)}
      tabIndex={-1}
      aria-label={`Result ${number} of ${total}`}
    >
      <p className={classes.head}>
        <FindingMark finding={finding} waiver={waiver} />
        <strong>{CHECK_WORDS[result.check]}</strong>
        {saysMore(finding) ? <span className={classes.message}>{result.message}</span> : null}
      </p>
      {reason ? <ReasonWords reason={reason} /> : null}
      <WaiverWords waiver={waiver} />
      <FindingMoves finding={finding} waiver={waiver} waiving={waiving} />
    </article>
  );
}

/** The message of a check counts over all its findings; beside one of them it is left out where the reason says it all. */
function saysMore({ blocking, reason, result: { check } }: RunFinding): boolean {
  return reason === null || (blocking && check !== "validation" && check !== "access_not_granted");
}
