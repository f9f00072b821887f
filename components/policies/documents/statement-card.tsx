import { AnswerWords } from "#components/policies/playground/answer-words.tsx";
import { NewResultTag, type Since } from "#components/policies/results/new-result-tag.tsx";
import { ResultMark } from "#components/policies/results/result-mark.tsx";
import { ResultAsks, ResultMoves, type Waiving } from "#components/policies/results/result-moves.tsx";
import { WaiverWords } from "#components/policies/results/waiver-words.tsx";
import { WitnessWords } from "#components/policies/results/witness-words.tsx";
import { RaiseFinding } from "#components/reviews/findings/raise-finding.tsx";
import type { StatementResults } from "#lib/policies/rules/by-statement.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { dedented, excerptOf } from "#lib/policies/rules/excerpt.ts";
import { markOf } from "#lib/policies/rules/marked-lines.ts";
import { lineWords, placeWords } from "#lib/policies/rules/place-words.ts";
import { resultName } from "#lib/policies/rules/result-name.ts";
import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import { type ResultWaiver, waiverOf } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { counted, listed } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./statement-card.module.css";

type Props = {
  statement: StatementResults;
  /** All lines of the document; undefined when too many are already loaded. */
  lines: readonly string[] | undefined;
  href: string;
  /** What is new since an earlier revision; null without an earlier revision. */
  since: Since | null;
  waivers: readonly ResultWaiver[];
  waiving: Waiving | undefined;
};

/** One statement with everything about it: its lines, results, an example request and fixes. */
export function StatementCard({ statement, lines, href, since, waivers, waiving }: Props) {
  const { place, span, statementId, results, documentName, tone } = statement;
  const [worst] = results;
  const said = evidenceOf(results);
  const where = placeWords(place, statementId);
  // Terraform plan resources have addresses, and their policies are texts within one line.
  const isAddressed = place.logicalId.includes(".");
  return (
    <article
      className={classes.card}
      aria-label={[documentName, where, span ? lineWords(span) : ""].filter(Boolean).join(", ")}
    >
      <header className={classes.head}>
        {worst ? <ResultMark result={worst} waiver={waiverOf(worst, waivers)} /> : null}
        <a href={href} className={classes.document}>
          {isAddressed ? where : documentName}
        </a>
        <span className={classes.place}>{isAddressed ? documentName : where}</span>
        {span ? <span className={classes.lines}>{lineWords(span)}</span> : null}
      </header>
      {span && lines && !isAddressed ? <Excerpt all={lines} span={span} tone={tone} /> : null}
      <div className={classes.said}>
        <ul className={classes.results}>
          {results.map((result) => (
            <ResultRow key={result.key} {...{ result, since, waivers, waiving }} />
          ))}
        </ul>
        {said.sentence ? (
          <p className={classes.witness}>
            <WitnessWords sentence={said.sentence} />
          </p>
        ) : null}
        {said.notes.map(([note, reason]) => (
          <p key={note} className={classes.note}>
            {note} {reason ? <About {...reason} /> : null}
          </p>
        ))}
        {said.remedies.map(({ remedy, of }) => (
          <p key={remedy} className={classes.fix}>
            To fix{of}: {remedy}
          </p>
        ))}
        {said.links.map(([learnMore, rule]) => (
          <p key={learnMore} className={classes.fix}>
            <About rule={rule} learnMore={learnMore} />
          </p>
        ))}
        {waiving?.raising?.permission.allowed && statement.standing === "blocks" && worst ? (
          <div className={classes.acts}>
            <RaiseFinding
              review={waiving.review}
              about={{ key: statement.key, words: `${resultName(worst).name} in ${documentName}` }}
              permission={waiving.raising.permission}
              action={waiving.raising.action}
            />
          </div>
        ) : null}
      </div>
    </article>
  );
}

function Excerpt({
  all,
  span,
  tone,
}: {
  all: readonly string[];
  span: NonNullable<StatementResults["span"]>;
  tone: Props["statement"]["tone"];
}) {
  const { first, lines, hidden } = excerptOf(all, span);
  return (
    <div className={classes.code}>
      <CodeLines lines={dedented(lines)} first={first} marks={[markOf(span, tone)]} />
      {hidden > 0 ? <p className={classes.hidden}>{counted(hidden, "more line")}</p> : null}
    </div>
  );
}

type RowProps = Pick<Props, "since" | "waivers" | "waiving"> & { result: RunResult<StoredResult> };

function ResultRow({ result, since, waivers, waiving }: RowProps) {
  const waiver = waiverOf(result, waivers);
  const { name, code } = resultName(result);
  const action = result.reason?.witness?.action;
  return (
    <li>
      <div className={classes.row}>
        <ResultMark result={result} waiver={waiver} />
        <span className={classes.name}>{name}</span>
        {code ? <span className={classes.rule}>{code}</span> : null}
        <NewResultTag result={result} since={since} waivers={waivers} />
        <span className={classes.end}>
          {action ? <code className={classes.action}>{action}</code> : null}
          <ResultMoves result={result} waiver={waiver} waiving={waiving} />
        </span>
      </div>
      <WaiverWords waiver={waiver} />
      <ResultAsks result={result} waiving={waiving} />
      <AnswerWords result={result.whole} />
    </li>
  );
}

/** Evidence shared by all results of a statement: one example request, and which fix applies to which result. */
function evidenceOf(results: readonly RunResult<StoredResult>[]) {
  const notes = new Map<string, ResultReason | null>();
  const remedies = new Map<string, Set<string>>();
  const links = new Map<string, string>();
  for (const result of results) {
    const { reason, whole } = result;
    if (!reason?.sentence) notes.set(reason?.description ?? whole.message, reason);
    else if (reason.rule && reason.learnMore) links.set(reason.learnMore, reason.rule);
    if (!reason?.remedy) continue;
    remedies.set(reason.remedy, (remedies.get(reason.remedy) ?? new Set()).add(resultName(result).name));
  }
  return {
    sentence: results.find(({ reason }) => reason?.sentence)?.reason?.sentence ?? null,
    notes: [...notes],
    remedies: [...remedies].map(([remedy, of]) => ({ remedy, of: remedies.size > 1 ? ` ${listed([...of])}` : "" })),
    links: [...links],
  };
}

function About({ rule, learnMore }: Pick<ResultReason, "rule" | "learnMore">) {
  if (!rule || !learnMore) return null;
  return (
    <a href={learnMore} rel="noreferrer" className={classes.about}>
      About {rule}
    </a>
  );
}
