import { ApprovedChanges } from "#components/policies/documents/approved-changes.tsx";
import { StatementCard } from "#components/policies/documents/statement-card.tsx";
import { AnswerWords } from "#components/policies/playground/answer-words.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { linesOf } from "#lib/lines.ts";
import { resultsByStatement, type StatementResults, standingOf } from "#lib/policies/rules/by-statement.ts";
import { NOT_MODELLED } from "#lib/policies/rules/check-words.ts";
import { groupedResults } from "#lib/policies/rules/grouped-results.ts";
import { short } from "#lib/policies/rules/kept-results.ts";
import { total } from "#lib/policies/rules/open-counts.ts";
import type { RunView, StoredResult } from "#lib/policies/rules/run-view.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";
import type { StatementPage } from "#lib/policies/rules/statement-page.ts";
import { counted } from "#lib/words.ts";
import type { Since } from "./new-result-tag.tsx";
import { RefusedResultMoves, type Waiving } from "./result-moves.tsx";
import { RunChanges } from "./run-changes.tsx";
import classes from "./run-results.module.css";
import { VerdictMark } from "./verdict-mark.tsx";

const SHOWN = 6;
const MOST_PASSED = 50;
const PASSED_LENGTH = 200;

type Props = {
  run: RunView;
  listed: StatementPage;
  /** Link to a document's page, at the first line of a statement. */
  documentHref: (document: { name: string; sha256: string }, line: number | null) => string;
  /** Link to a page of all results. */
  allHref: (page: number) => string;
  /** Document texts by SHA-256, for showing the affected lines. */
  texts: Record<string, string>;
  /** Unfolds everything, not only blocking results. */
  all?: boolean;
  /** Set when results can be waived here. */
  waiving?: Waiving | undefined;
};

/** Counts of blocking results, waived results and all results. */
export function resultCounts({ results, waivers }: RunView): { blocking: number; waived: number; total: number } {
  const said = resultsByStatement(results, waivers).flatMap((statement) => statement.results);
  const count = (standing: string) => total(said.filter((result) => standingOf(result, waivers) === standing));
  return { blocking: count("blocks"), waived: count("waived"), total: total(said) + results.filter(isClean).length };
}

/**
 * One run's results by statement: blocking first, then waived, then advice and passes, each collapsed into one line.
 */
export function RunResults({ run, listed, documentHref, allHref, texts, all = false, waiving }: Props) {
  const { waivers } = run;
  const { statements, page, pages, counts } = listed;
  const stands = statements.filter(({ standing }) => standing !== "advice");
  const advice = statements.filter(({ standing }) => standing === "advice");
  const appeared = new Set(run.since?.comparison.appeared.map(({ key }) => key));
  const since: Since | null = run.since
    ? { revision: run.since.revision, arrived: `in r${run.revision}`, isNew: ({ key }) => appeared.has(key) }
    : null;
  const lines = new Map(Object.entries(texts).map(([sha256, text]) => [sha256, linesOf(text)]));
  const cards = (list: readonly StatementResults[]) =>
    list.map((statement) => (
      <StatementCard
        key={statement.key}
        statement={statement}
        lines={lines.get(statement.sha256)}
        href={documentHref(
          { name: statement.documentName, sha256: statement.sha256 },
          statement.span?.start.line ?? null,
        )}
        since={since}
        waivers={waivers}
        waiving={waiving}
      />
    ));
  const shown = all ? stands.length : SHOWN;
  const adviceLine = (
    <>
      <Status value="neutral" label="Advice" size="sm" quiet /> on {counted(counts.advice, "statement")}, which does not
      block
    </>
  );
  return (
    <div className={classes.run}>
      <RunState run={run} />
      {run.since ? <RunChanges revision={run.since.revision} comparison={run.since.comparison} /> : null}
      {cards(stands.slice(0, shown))}
      {stands.length > shown ? (
        <Fold line={counted(stands.length - shown, "more statement")}>
          <div className={classes.more}>{cards(stands.slice(shown))}</div>
        </Fold>
      ) : null}
      <RefusedResultMoves waiving={waiving} blocking={counts.blocks + counts.waived} />
      {advice.length === 0 && counts.advice > 0 && !all ? <p>{adviceLine}</p> : null}
      {advice.length > 0 ? (
        <Fold key={`advice ${all}`} open={all} stays={!all} line={adviceLine}>
          <div className={classes.more}>{cards(advice)}</div>
        </Fold>
      ) : null}
      <Pager page={page} pages={pages} href={allHref} />
      <Passed key={`passed ${all}`} run={run} all={all} />
      <ApprovedChanges approved={run.approved} />
      {run.state === "finished" ? (
        <p className={classes.limits}>
          Not modelled: {NOT_MODELLED.join("; ")}. They may narrow what these policies grant, never widen it.
        </p>
      ) : null}
    </div>
  );
}

/** Shown for a run that failed or has no results yet. */
function RunState({ run }: { run: RunView }) {
  const waiting = isWaiting(run.state);
  if (run.state === "finished" && !run.error) return null;
  return (
    <div>
      <VerdictMark state={run.state} verdict={run.verdict} size="sm" />{" "}
      {waiting ? <span className="dimmed">Results appear automatically, usually within seconds.</span> : null}
      {run.error ? (
        <p className={classes.error}>{waiting ? `Waiting: ${run.error} They are retried automatically.` : run.error}</p>
      ) : null}
    </div>
  );
}

function isClean({ verdict, reasons }: StoredResult): boolean {
  return verdict === "pass" && reasons.length === 0;
}

/** The passed checks in one line, with their count and what they passed against. */
function Passed({ run, all }: { run: RunView; all: boolean }) {
  const passed = run.results.filter(isClean);
  if (passed.length === 0) return null;
  const documents = groupedResults(passed.slice(0, MOST_PASSED));
  return (
    <Fold
      open={all}
      stays={!all}
      line={
        <>
          <VerdictMark verdict="pass" size="sm" /> {counted(passed.length, "check")} in{" "}
          {counted(new Set(passed.map(({ documentName }) => documentName)).size, "document")} against {run.profile.name}{" "}
          v{run.profile.version}
        </>
      }
    >
      {documents.map(({ documentName, sha256, policies }) => (
        <div key={`${sha256} ${documentName}`} className={classes.passed}>
          <p className={classes.document}>{documentName}</p>
          <ul>
            {policies
              .flatMap(({ results }) => results)
              .map((result) => (
                <li key={result.id}>
                  {short(result.message, PASSED_LENGTH)}
                  <AnswerWords result={result} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {passed.length > MOST_PASSED ? (
        <p className="dimmed">and {counted(passed.length - MOST_PASSED, "more", "more")}</p>
      ) : null}
    </Fold>
  );
}
