import { FixedNote } from "#components/policies/playground/fixed-note.tsx";
import type { Since } from "#components/policies/results/new-result-tag.tsx";
import { numberedResults } from "#components/policies/results/numbered-results.ts";
import type { Waiving } from "#components/policies/results/result-moves.tsx";
import { paths } from "#lib/paths.ts";
import type { DocumentComparison, DocumentPage } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import classes from "./compared-document.module.css";
import { DocumentDiff } from "./document-diff.tsx";
import { DocumentView } from "./document-view.tsx";

type Props = {
  page: DocumentPage;
  waiving?: Waiving | undefined;
  /** Whether to show unchanged lines too. */
  all: boolean;
  /** First line shown without a comparison, and a link to this page starting at another line. */
  from: number;
  lineHref: (line: number) => string;
};

/** The text of a document, compared with an earlier revision if selected. */
export function ComparedDocument({ page, waiving, all, from, lineHref }: Props) {
  const { name, text, revision, results, waivers, comparison, checkedForm } = page;
  const since = comparison ? sinceOf(comparison, revision) : null;
  const fixed = comparison?.results?.fixed ?? [];
  return (
    <>
      {checkedForm ? (
        <p className={classes.note}>
          Only the formatting has changed: the same evidence as r{revision}. The results are about{" "}
          <a href={paths.document(page.review.id, { name, sha256: checkedForm }, revision)}>the checked text</a>, which
          has their lines.
        </p>
      ) : null}
      {notesOf(page).map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      {comparison?.rows ? (
        <DocumentDiff
          name={name}
          rows={comparison.rows}
          revisions={{ before: comparison.revision, after: revision }}
          numbered={numberedResults(results)}
          fixed={fixed}
          since={since}
          waivers={waivers}
          waiving={waiving}
          all={all}
        />
      ) : (
        <>
          {comparison ? <FixedNote id="fixed-1" results={fixed} revision={comparison.revision} /> : null}
          <DocumentView {...{ name, text, results, waivers, waiving, since, from, lineHref }} />
        </>
      )}
    </>
  );
}

function sinceOf({ results, revision, isLast }: DocumentComparison, here: number): Since | null {
  if (!results) return null;
  const appeared = new Set(results.appeared.map(({ key }) => key));
  return { revision, arrived: isLast ? `in r${here}` : `since r${revision}`, isNew: ({ key }) => appeared.has(key) };
}

/** Caveats a reader needs before reading a comparison. */
function notesOf({ comparison, compared, name, revision, run }: DocumentPage): string[] {
  const notes: string[] = [];
  if (compared.refused) {
    notes.push(`The address asks for a revision before r${revision} that does not hold this document.`);
  }
  if (!comparison) return notes;
  const { revision: before, name: called, rows, results, otherProfile } = comparison;
  if (called !== name) notes.push(`Called ${called} in r${before}.`);
  if (!rows)
    notes.push(`r${before} and r${revision} are too different to compare line by line. This is r${revision} alone.`);
  else if (rows.every(({ kind }) => kind === "same"))
    notes.push(`No lines differ between r${before} and r${revision}.`);
  if (!results)
    notes.push(
      `The checks of r${run?.state === "finished" ? before : revision} have not finished, so results are not compared.`,
    );
  if (results && results.unknown.length > 0) {
    const said = counted(results.unknown.length, `result of r${before} is`, `results of r${before} are`);
    notes.push(`It is unknown whether ${said} fixed: what was checked then cannot be read in r${revision}.`);
  }
  if (otherProfile) notes.push(`r${before} was checked against ${otherProfile}, so results may differ.`);
  return notes;
}
