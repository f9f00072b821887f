import type { Span } from "#lib/iam/index.ts";
import { excerptOf } from "#lib/policies/rules/excerpt.ts";
import { markOf, type Tone } from "#lib/policies/rules/marked-lines.ts";
import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import { counted } from "#lib/words.ts";
import { CodeLines } from "./code-lines.tsx";
import classes from "./offending-excerpt.module.css";
import { ReasonWords } from "./reason-words.tsx";

type Props = { text: string; span: Span; verdict?: Tone; reason?: ResultReason | null };

/** A statement in its document: its lines marked, two more on each side, and what is wrong with it. */
export function OffendingExcerpt({ text, span, verdict = "fail", reason }: Props) {
  const { first, lines, hidden } = excerptOf(text, span);
  return (
    <figure className={classes.excerpt}>
      <CodeLines lines={lines} first={first} marks={[markOf(span, verdict)]} />
      {hidden > 0 ? <p className={classes.hidden}>{counted(hidden, "more line")}</p> : null}
      {reason ? (
        <figcaption className={classes.reason}>
          <ReasonWords reason={reason} />
        </figcaption>
      ) : null}
    </figure>
  );
}
