import type { ReactNode } from "react";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { writtenLines } from "#lib/lines.ts";
import { markOf, stretches, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./document-view.module.css";
import { type Numbered, numberedResults } from "./numbered-results.ts";
import type { Waiving } from "./result-moves.tsx";
import { type Around, ResultNotes, UnplacedResults } from "./result-note.tsx";
import type { Since } from "./since-tag.tsx";

type Props = {
  name: string;
  text: string;
  results: readonly StoredResult[];
  waivers?: readonly ResultWaiver[];
  /** Where results can be waived from here. */
  waiving?: Waiving | undefined;
  since?: Since | null;
};

/** A document with what the checks found standing under the lines it is about. */
export function DocumentView({ name, text, results, waivers = [], waiving, since = null }: Props) {
  const numbered = numberedResults(results);
  const marks = numbered.flatMap(({ result, span }) => (span ? [markOf(span, toneOf(result, waivers))] : []));
  const around = { total: numbered.length, waivers, waiving, since };
  const lines = linesUpTo(text, Math.max(0, ...marks.map(({ to }) => to)));
  const shown = stretches(lines.length, marks);
  return (
    <div className={classes.view}>
      <UnplacedResults numbered={numbered} around={around} />
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
  const lines = writtenLines(text);
  return lines.length < last ? [...lines, ""] : lines;
}

function Gap({ lines }: { lines: number }) {
  if (lines <= 0) return null;
  return <p className={classes.gap}>{counted(lines, "line is not shown", "lines are not shown")}</p>;
}

/** A result stands under the last line of its statement. */
function notesUnder(line: number, placed: readonly Numbered[], around: Around): ReactNode {
  const here = placed.filter(({ span }) => span?.end.line === line);
  return <ResultNotes numbered={here} around={around} />;
}
