import { ANALYZER_WORDS, NOT_MODELLED, POLICY_KIND_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { groupedResults } from "#lib/policies/rules/grouped-results.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { RunView, StoredResult } from "#lib/policies/rules/run-view.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";
import { counted } from "#lib/words.ts";
import { AnswerWords } from "./answer-words.tsx";
import { ApprovedChanges } from "./approved-changes.tsx";
import { ResultLine } from "./result-line.tsx";
import type { Waiving } from "./result-moves.tsx";
import { RunChanges } from "./run-changes.tsx";
import classes from "./run-results.module.css";
import { VerdictMark } from "./verdict-mark.tsx";

type Props = {
  run: RunView;
  documentHref: (sha256: string) => string;
  /** The documents by SHA-256, to show the lines that are meant. */
  texts: Record<string, string>;
  /** Where results can be waived from here. */
  waiving?: Waiving | undefined;
};

/** What one run found, by document and policy. */
export function RunResults({ run, documentHref, texts, waiving }: Props) {
  const appeared = new Set(run.since?.comparison.appeared.map(({ key }) => key));
  return (
    <div>
      <p className={classes.head}>
        <VerdictMark state={run.state} verdict={run.verdict} />
        <span>
          Revision r{run.revision} against profile “{run.profile.name}” version {run.profile.version}, answered by{" "}
          {ANALYZER_WORDS[run.analyzer]}.
        </span>
      </p>
      {isWaiting(run.state) ? (
        <p className="dimmed">The results appear here by themselves, usually within seconds.</p>
      ) : null}
      {run.error ? (
        <p>{isWaiting(run.state) ? `Waiting: ${run.error} They are tried again by themselves.` : run.error}</p>
      ) : null}
      {run.since ? <RunChanges revision={run.since.revision} comparison={run.since.comparison} /> : null}
      {groupedResults(run.results).map(({ documentName, sha256, policies }) => (
        <section key={`${sha256} ${documentName}`} className={classes.document}>
          <h3 className={classes.name}>
            <a href={documentHref(sha256)}>{documentName}</a>
          </h3>
          {policies.map(({ key, place, results }) => (
            <PolicyResults
              key={key}
              title={titleOf(place)}
              results={results}
              text={texts[sha256]}
              isNew={run.since ? ({ key }) => appeared.has(key) : null}
              waivers={run.waivers}
              waiving={waiving}
            />
          ))}
        </section>
      ))}
      <ApprovedChanges approved={run.approved} />
      {run.state === "finished" ? (
        <p className={classes.limits}>
          Not modelled: {NOT_MODELLED.join("; ")}. They may narrow what these policies grant, never widen it.
        </p>
      ) : null}
    </div>
  );
}

type PolicyProps = {
  title: string;
  results: StoredResult[];
  text: string | undefined;
  isNew: ((result: RunResult) => boolean) | null;
  waivers: readonly ResultWaiver[];
  waiving: Waiving | undefined;
};

/** The checks of one policy: what does not pass in full, what passes folded away. */
function PolicyResults({ title, results, ...rest }: PolicyProps) {
  const clean = ({ verdict, reasons }: StoredResult) => verdict === "pass" && reasons.length === 0;
  const passed = results.filter(clean);
  const open = results.filter((result) => !clean(result));
  return (
    <div className={classes.policy}>
      <h4 className={classes.title}>{title}</h4>
      {open.map((result) => (
        <ResultLine key={result.id} result={result} {...rest} />
      ))}
      {passed.length > 0 ? (
        <details className={classes.passed}>
          <summary>
            <VerdictMark verdict="pass" size="sm" /> {counted(passed.length, "check passed", "checks passed")}
          </summary>
          <ul>
            {passed.map((result) => (
              <li key={result.id}>
                {result.message}
                <AnswerWords result={result} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

/** "Role Export, identity policy" */
function titleOf({ logicalId, policyName, policyKind }: StoredResult): string {
  if (logicalId === "") return "The document";
  const kind = policyKind ? POLICY_KIND_WORDS[policyKind] : null;
  if (logicalId === "policy") return kind ? `The ${kind}` : "The policy";
  return [[logicalId, policyName].filter(Boolean).join(" › "), kind].filter(Boolean).join(", ");
}
