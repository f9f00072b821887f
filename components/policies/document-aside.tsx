import Link from "next/link";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { Verdict } from "#lib/checks/verdict.ts";
import { NOT_MODELLED } from "#lib/policies/rules/check-words.ts";
import { type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { counted } from "#lib/words.ts";
import classes from "./document-aside.module.css";
import type { Numbered } from "./numbered-results.ts";
import { resultName } from "./result-name.ts";

const MARKS: Record<Tone, { icon: IconName; tone: string; word: string }> = {
  fail: { icon: "cross", tone: "bad", word: "Fails" },
  error: { icon: "alert", tone: "bad", word: "Has an error" },
  incomplete: { icon: "half", tone: "warn", word: "Is incomplete" },
  advice: { icon: "dot", tone: "muted", word: "Does not block" },
  pass: { icon: "check", tone: "good", word: "Passes" },
};

type Document = { name: string; sha256: string; verdict: Verdict | null; href: string; current: boolean };
type Props = {
  results: readonly Numbered[];
  waivers: readonly ResultWaiver[];
  passed: number;
  revision: number;
  documents: readonly Document[];
};

/** What the checks say of a document with the lines it is said of, and the other documents of the revision. */
export function DocumentAside({ results, waivers, passed, revision, documents }: Props) {
  return (
    <aside className={classes.aside} aria-label="Results and documents">
      <section aria-labelledby="results-here">
        <h2 id="results-here">Results in this document</h2>
        <ul className={classes.jumps}>
          {results.map(({ result, span, number }) => (
            <li key={result.key}>
              <a href={`#result-${number}`}>
                <Mark tone={toneOf(result, waivers)} />
                <span className={classes.words}>{resultName(result).name}</span>
                {span ? (
                  <small>
                    <span className="sr-only">line </span>
                    {span.start.line}
                  </small>
                ) : null}
              </a>
            </li>
          ))}
          <li className={classes.passed}>
            <Mark tone="pass" />
            <span>{passed === 0 ? "Nothing passes" : counted(passed, "passes", "pass")}</span>
          </li>
        </ul>
      </section>
      <section aria-labelledby="documents-here">
        <h2 id="documents-here">Documents of r{revision}</h2>
        <ul className={classes.jumps}>
          {documents.map(({ name, sha256, verdict, href, current }) => (
            <li key={`${name} ${sha256}`}>
              <Link href={href} prefetch={false} aria-current={current ? "page" : undefined}>
                {verdict ? <Mark tone={verdict} /> : <Icon name="file" size={14} />}
                <span className={classes.words}>{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <p className={classes.limits}>
        Not modelled: {NOT_MODELLED.join("; ")}. They may narrow what these policies grant, never widen it.
      </p>
    </aside>
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
