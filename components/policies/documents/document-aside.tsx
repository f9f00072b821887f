import Link from "next/link";
import type { Numbered } from "#components/policies/results/numbered-results.ts";
import { Icon, type IconName } from "#components/ui/words/icon.tsx";
import { NOT_MODELLED } from "#lib/policies/rules/check-words.ts";
import { short } from "#lib/policies/rules/kept-results.ts";
import { type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { resultName } from "#lib/policies/rules/result-name.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { DocumentChange } from "#lib/policies/rules/run-view.ts";
import type { VerdictNow } from "#lib/reviews/rules/gates.ts";
import { counted } from "#lib/words.ts";
import classes from "./document-aside.module.css";

const MARKS: Record<Tone, { icon: IconName; tone: string; word: string }> = {
  fail: { icon: "cross", tone: "bad", word: "Fails" },
  error: { icon: "alert", tone: "bad", word: "Has an error" },
  incomplete: { icon: "half", tone: "warn", word: "Is incomplete" },
  waived: { icon: "slash", tone: "special", word: "Is waived" },
  advice: { icon: "dot", tone: "muted", word: "Does not block" },
  pass: { icon: "check", tone: "good", word: "Passes" },
};

/** Applies to results and revisions. */
const SHOWN = 50;
const LONGEST_NAME = 80;

type Document = {
  name: string;
  sha256: string;
  verdict: VerdictNow | null;
  /** Change since the compared revision; "gone" when this revision lacks the document. */
  change: DocumentChange | "gone" | null;
  href: string;
  current: boolean;
};
type Props = {
  results: readonly Numbered[];
  waivers: readonly ResultWaiver[];
  passed: number;
  /** Results fixed since an earlier revision. */
  fixed: { count: number; since: number } | null;
  revision: number;
  documents: readonly Document[];
  /** Revisions containing this document, if there are others. */
  revisions: readonly { revision: number; href: string; current: boolean }[];
};

/**
 * The check results of a document with their lines, the revision's other documents, and the document's other revisions.
 */
export function DocumentAside({ results, waivers, passed, fixed, revision, documents, revisions }: Props) {
  return (
    <aside className={classes.aside} aria-label="Results and documents">
      <section aria-labelledby="results-here">
        <h2 id="results-here">Results in this document</h2>
        <ul className={classes.jumps}>
          {results.slice(0, SHOWN).map(({ result, span, number }) => (
            <li key={result.key}>
              <a href={`#result-${number}`}>
                <Mark tone={toneOf(result, waivers)} />
                <span className={classes.words}>{short(resultName(result).name, LONGEST_NAME)}</span>
                {span ? (
                  <small>
                    <span className="sr-only">line </span>
                    {span.start.line}
                  </small>
                ) : null}
              </a>
            </li>
          ))}
          {results.length > SHOWN ? <li>and {counted(results.length - SHOWN, "more", "more")}</li> : null}
          {fixed && fixed.count > 0 ? (
            <li>
              <a href="#fixed-1">
                <Mark tone="pass" />
                <span className={classes.words}>
                  {fixed.count} fixed since r{fixed.since}
                </span>
              </a>
            </li>
          ) : null}
          <li className={classes.passed}>
            <Mark tone="pass" />
            <span>{passed === 0 ? "Nothing passes" : counted(passed, "passes", "pass")}</span>
          </li>
        </ul>
      </section>
      <section aria-labelledby="documents-here">
        <h2 id="documents-here">Documents of r{revision}</h2>
        <ul className={classes.jumps}>
          {documents.map(({ name, sha256, verdict, change, href, current }) => (
            <li key={`${name} ${sha256}`}>
              <Link href={href} prefetch={false} aria-current={current ? "page" : undefined}>
                {verdict ? <Mark tone={verdict} /> : <Icon name="file" size={14} />}
                <span className={classes.words}>{name}</span>
                <Changed change={change} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {revisions.length > 1 ? (
        <section aria-labelledby="revisions-here">
          <h2 id="revisions-here">Revisions of this document</h2>
          <ul className={classes.jumps}>
            {revisions.slice(0, SHOWN).map(({ revision, href, current }) => (
              <li key={revision}>
                <Link href={href} prefetch={false} aria-current={current ? "page" : undefined}>
                  <Icon name="file" size={14} />
                  <span className={classes.words}>r{revision}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className={classes.limits}>
        Not modelled: {NOT_MODELLED.join("; ")}. They may narrow what these policies grant, never widen it.
      </p>
    </aside>
  );
}

function Changed({ change }: { change: Document["change"] }) {
  if (change === null) return null;
  if (typeof change === "string") return <small>{change}</small>;
  const { added, removed } = change;
  return (
    <small>
      <span aria-hidden="true">
        +{added} −{removed}
      </span>
      <span className="sr-only">
        {counted(added, "line")} added, {counted(removed, "line")} removed
      </span>
    </small>
  );
}

function Mark({ tone }: { tone: Tone }) {
  const { icon, tone: colour, word } = MARKS[tone];
  return (
    <span className={`tone-${colour}`}>
      <Icon name={icon} size={14} label={word} />
    </span>
  );
}
