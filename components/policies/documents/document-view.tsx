import Link from "next/link";
import type { Since } from "#components/policies/results/new-result-tag.tsx";
import { type Numbered, numberedResults } from "#components/policies/results/numbered-results.ts";
import type { Waiving } from "#components/policies/results/result-moves.tsx";
import { ResultNotes, UnplacedResults } from "#components/policies/results/result-note.tsx";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { writtenLines } from "#lib/lines.ts";
import { short } from "#lib/policies/rules/kept-results.ts";
import { markOf, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { bytesOfNotes, LONGEST_LINE, shownLines } from "#lib/policies/rules/shown-lines.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./document-view.module.css";

type Props = {
  name: string;
  text: string;
  results: readonly StoredResult[];
  waivers?: readonly ResultWaiver[];
  /** Set when results can be waived here. */
  waiving?: Waiving | undefined;
  since?: Since | null;
  /** The first line shown. */
  from?: number;
  /** Links to this page starting at another line; missing when there is only one page. */
  lineHref?: (line: number) => string;
};

/** A document with check results under the lines they concern, limited to the lines that fit one page. */
export function DocumentView(props: Props) {
  const { name, text, results, waivers = [], waiving, since = null, from = 1, lineHref } = props;
  const numbered = numberedResults(results);
  const marks = numbered.flatMap(({ result, span }) => (span ? [markOf(span, toneOf(result, waivers))] : []));
  const around = { total: numbered.length, waivers, waiving, since };
  const lines = linesUpTo(text, Math.max(0, ...marks.map(({ to }) => to)));
  const under = resultsByLastLine(numbered);
  const noted = (line: number) => bytesOfNotes((under.get(line) ?? []).map(({ result }) => result));
  const { stretches, next } = shownLines(lines, marks, { from: Math.min(from, lines.length), noted });
  return (
    <div className={classes.view}>
      <UnplacedResults numbered={numbered} around={around} />
      <ScrollRegion label={`The text of ${name}`} className={classes.document}>
        {stretches.map(({ from, to }, index) => (
          <div key={from}>
            <Gap lines={from - (stretches[index - 1]?.to ?? 0) - 1} />
            <CodeLines
              lines={lines.slice(from - 1, to).map((line) => short(line, LONGEST_LINE))}
              first={from}
              marks={marks}
              under={(line) => <ResultNotes numbered={under.get(line) ?? []} around={around} />}
            />
          </div>
        ))}
        <Gap lines={lines.length - (stretches.at(-1)?.to ?? 0)} href={next === null ? undefined : lineHref?.(next)} />
      </ScrollRegion>
    </div>
  );
}

/** A statement can end on the empty line after the last line break; its results appear there. */
function linesUpTo(text: string, last: number): string[] {
  const lines = writtenLines(text);
  return lines.length < last ? [...lines, ""] : lines;
}

function Gap({ lines, href }: { lines: number; href?: string | undefined }) {
  if (lines <= 0) return null;
  return (
    <p className={classes.gap}>
      {counted(lines, "line is not shown", "lines are not shown")}
      {href ? (
        <>
          {" "}
          <Link href={href} prefetch={false}>
            Continue
          </Link>
        </>
      ) : null}
    </p>
  );
}

/** A result appears under the last line of its statement. */
function resultsByLastLine(numbered: readonly Numbered[]): Map<number, Numbered[]> {
  const under = new Map<number, Numbered[]>();
  for (const one of numbered) {
    if (!one.span) continue;
    const here = under.get(one.span.end.line);
    if (here) here.push(one);
    else under.set(one.span.end.line, [one]);
  }
  return under;
}
