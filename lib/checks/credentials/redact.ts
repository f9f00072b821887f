/** `\b` also ends a word at `_`, which a key id may touch in a file name. */
export const KEY_ID = /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g;

/** Key ids that AWS prints in its documentation. */
export function isExample(keyId: string): boolean {
  return keyId.endsWith("EXAMPLE");
}

const LABELLED =
  /((?:secret[_-]?(?:access[_-]?)?key|session[_-]?token|password|passwd|access[_-]?token|api[_-]?key|private[_-]?key)["']?\s*(?:[:=]|=>)\s*)(["']?)([^\s"',}\]]+)\2/gi;

/** A value that only points to a secret: a function, a reference, a variable of the pipeline. */
const REFERENCE = /^(?:!|\$\{|\{\{|\$[A-Za-z(]|Ref$|Fn::|<|\*+$|true$|false$|null$|\[|\{)/;

/** Values that follow the name of a secret in a text, of whatever kind it is. */
export function labelledSecrets(text: string): { start: number; value: string }[] {
  return [...text.matchAll(LABELLED)].flatMap(({ 1: label = "", 2: quote = "", 3: value = "", index }) => {
    return REFERENCE.test(value) ? [] : [{ start: index + label.length + quote.length, value }];
  });
}

/** Replaces secrets in a text; `name` makes what is shown in place of one that was found. */
export type Redact = (text: string) => string;

export const REDACTED = "[redacted]";

/**
 * Hides these secrets, every access key id but those of examples, and what follows the name of a secret. Longer secrets
 * go first, so that one that holds another leaves no rest. Pure; hiding twice changes nothing more.
 */
export function redactor(secrets: Iterable<string>, name: (secret: string) => string = () => REDACTED): Redact {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of known) if (shown.includes(secret)) shown = shown.split(secret).join(name(secret));
    shown = shown.replace(KEY_ID, (keyId) => (isExample(keyId) ? keyId : name(keyId)));
    return shown.replace(LABELLED, (whole, label: string, quote: string, value: string) => {
      return REFERENCE.test(value) || value.startsWith("[redacted") ? whole : `${label}${quote}${REDACTED}${quote}`;
    });
  };
}

/** Shorter ones would blank out ordinary words all over a report. */
const SHORTEST = 4;
