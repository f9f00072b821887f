import { sentenceCase } from "#lib/policies/rules/check-words.ts";
import classes from "./witness-words.module.css";

/**
 * An action, "iam:PassRole", or a name, "arn:aws:iam::111122223333:role/Admin"; otherwise the words up to the next
 * match.
 */
const PARTS = /(arn:[^\s,]+|\b[a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]*)|\S+\s*|\s+/g;

/** Shows an example request a statement allows as a sentence, with AWS names set as code. */
export function WitnessWords({ sentence }: { sentence: string }) {
  const parts = [...sentenceCase(sentence).matchAll(PARTS)];
  return (
    <>
      {parts.map(({ 0: words, 1: name, index: at }) =>
        name ? (
          <code key={at} className={classes.name}>
            {name}
          </code>
        ) : (
          words
        ),
      )}
      .
    </>
  );
}
