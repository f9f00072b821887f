import { Fragment, type ReactNode } from "react";
import { FixedNote } from "#components/policies/playground/fixed-note.tsx";
import type { Since } from "#components/policies/results/new-result-tag.tsx";
import type { Numbered } from "#components/policies/results/numbered-results.ts";
import type { Waiving } from "#components/policies/results/result-moves.tsx";
import { ResultNotes, UnplacedResults } from "#components/policies/results/result-note.tsx";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { lineAnchor } from "#lib/paths.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { type DiffRow, textOf } from "#lib/policies/rules/compare-texts.ts";
import { type FixedPlace, fixedPlaces } from "#lib/policies/rules/fixed-places.ts";
import { foldedRows, type Part } from "#lib/policies/rules/folded-rows.ts";
import { markOf, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { bytesOfLine, bytesOfNotes, fitsOnPage, fittingParts } from "#lib/policies/rules/shown-lines.ts";
import { counted } from "#lib/words.ts";
import { DiffLine } from "./diff-line.tsx";
import classes from "./document-view.module.css";
import { markedRows, UNMARKED } from "./marked-rows.ts";

type Props = {
  name: string;
  rows: readonly DiffRow[];
  /** The earlier revision and the current one. */
  revisions: { before: number; after: number };
  numbered: readonly Numbered[];
  fixed: readonly RunResult[];
  since: Since | null;
  waivers: readonly ResultWaiver[];
  waiving?: Waiving | undefined;
  /** Unfolds unchanged lines, unless the text is too long. */
  all: boolean;
};

/** A unified diff of a document with check results of the later text under its lines, and results fixed since. */
export function DocumentDiff(props: Props) {
  const { name, rows, revisions, numbered, since, waivers, waiving, all } = props;
  const around = { total: numbered.length, waivers, waiving, since };
  const fixed = fixedPlaces(rows, props.fixed);
  const marks = numbered.flatMap(({ result, span }) => (span ? [markOf(span, toneOf(result, waivers))] : []));
  const marked = markedRows(rows, marks, new Set(fixed.map(({ sign }) => sign)), revisions.before);
  const notes = resultsUnder(rows, numbered);
  const noted = new Set([...notes.keys(), ...fixed.flatMap(({ sign, under }) => [sign, under])]);
  const whole = fitsOnPage(rows.map(textOf));
  const isSaid = (_: DiffRow, index: number) => {
    const { verdict, mark } = marked[index] ?? UNMARKED;
    return (all && whole) || noted.has(index) || (whole ? verdict !== null : mark !== null);
  };
  const anchors = new Map(marks.map(({ from }) => [from, lineAnchor(from)]));
  const same = `same in r${revisions.before} and r${revisions.after}`;
  const line = (row: DiffRow, index: number) => (
    <Fragment key={index}>
      <DiffLine
        row={row}
        {...(marked[index] ?? UNMARKED)}
        id={row.after === null ? undefined : anchors.get(row.after)}
      />
      <ResultNotes numbered={notes.get(index) ?? []} around={around} />
      <Fixed places={fixed} at={index} revision={revisions.before} />
    </Fragment>
  );
  const bytesOf = (row: DiffRow, index: number) =>
    bytesOfLine(textOf(row)) + bytesOfNotes((notes.get(index) ?? []).map(({ result }) => result));
  const parts = foldedRows(rows, isSaid);
  const shown = fittingParts(parts, bytesOf, whole);
  const left = rows.length - shown.reduce((sum, part) => sum + part.rows.length, 0);
  const lines = ({ rows, from }: Part) => rows.map((row, index) => line(row, from + index));
  return (
    <div className={classes.view}>
      <UnplacedResults numbered={numbered} around={around} />
      <Fixed places={fixed} at={-1} revision={revisions.before} />
      <ScrollRegion
        label={`${name}, changes from r${revisions.before} to r${revisions.after}`}
        className={classes.document}
      >
        {shown.map((part) =>
          part.folded ? (
            <Folded key={part.from} words={`${counted(part.rows.length, "line")}, ${same}`}>
              {whole ? lines(part) : null}
            </Folded>
          ) : (
            <div key={part.from}>{lines(part)}</div>
          ),
        )}
        {left > 0 ? (
          <p className={classes.gap}>
            {counted(left, "more line is not shown", "more lines are not shown")}: r{revisions.after} alone has all
          </p>
        ) : null}
      </ScrollRegion>
    </div>
  );
}

/** Folded lines. Long texts omit them, because opening would take too long. */
function Folded({ words, children }: { words: string; children: ReactNode }) {
  if (children === null) return <p className={classes.gap}>{words}, not shown</p>;
  return (
    <details className={classes.fold}>
      <summary className={classes.gap}>
        <Icon name="chevron-down" size={14} />
        {words}
      </summary>
      {children}
    </details>
  );
}

function Fixed({ places, at, revision }: { places: readonly FixedPlace[]; at: number; revision: number }) {
  const index = places.findIndex(({ under }) => under === at);
  const place = places[index];
  return place ? <FixedNote id={`fixed-${index + 1}`} results={place.results} revision={revision} /> : null;
}

/** Results by the index of the row with the last line of their statement. */
function resultsUnder(rows: readonly DiffRow[], numbered: readonly Numbered[]): Map<number, Numbered[]> {
  const rowOf = new Map(rows.map(({ after }, index) => [after, index]));
  const under = new Map<number, Numbered[]>();
  for (const one of numbered) {
    if (!one.span) continue;
    const row = rowOf.get(one.span.end.line) ?? rows.length - 1;
    under.set(row, [...(under.get(row) ?? []), one]);
  }
  return under;
}
