import { placeHolder, type SecretKind } from "#lib/secrets/rules/place-holder.ts";

/** How texts are shown: `value` for source text, `words` for our own sentences, which may quote the source. */
export type Hide = { value: (text: string) => string; words: (text: string) => string };

type Secret = { value: string; kind: SecretKind };

export const HIDE_NOTHING: Hide = { value: (text) => text, words: (text) => text };

/**
 * Hides a source's secrets in a report. `told` is the report on the redacted source: text in both cannot come from a
 * secret, so it stays, however similar.
 */
export function redactReport(secrets: readonly Secret[], told: unknown): Hide {
  const longest = secrets
    .filter(({ value }) => value.length >= SHORTEST)
    .toSorted((a, b) => b.value.length - a.value.length);
  const texts = new Set(textsIn(told));
  const quoting = new Map<string, string>();
  for (const text of texts) {
    if (text.length > QUOTES || !text.includes("REDACTED-")) continue;
    for (const { value, kind } of longest.slice(0, SEVERAL)) {
      const place = placeHolder(kind);
      if (text.includes(place))
        quoting.set(
          text.replaceAll(place, () => value),
          text,
        );
    }
  }
  const hiding = (replace: (text: string, secret: Secret) => string) => (text: string) =>
    texts.has(text) ? text : (quoting.get(text) ?? longest.reduce(replace, text));
  return { value: hiding(inValue), words: hiding(inWords) };
}

/** Limits: no sentence or value is longer, and few secrets decide anything. */
const QUOTES = 2000;
const SEVERAL = 50;

/** Shorter values are ordinary words. */
const SHORTEST = 4;

/** A secret in a policy may be a pattern, so hide any text it matches, ignoring case. */
function inValue(text: string, { value, kind }: Secret): string {
  const parts = value.split(/[*?]|\$\{[^}]*\}?/).filter((part) => part !== "");
  if (parts.join("").length < SHORTEST) return text.replaceAll(value, () => placeHolder(kind));
  const folded = text.toLowerCase();
  const sought =
    folded.length === text.length ? { text: folded, parts: parts.map((part) => part.toLowerCase()) } : { text, parts };
  let shown = "";
  let at = 0;
  for (let found = stretch(sought, at); found; found = stretch(sought, at)) {
    shown += text.slice(at, found.start) + placeHolder(kind);
    at = found.end;
  }
  return shown + text.slice(at);
}

/** From the first part to the last, with the parts in order. */
function stretch({ text, parts }: { text: string; parts: readonly string[] }, from: number) {
  let start = -1;
  let end = from;
  for (const part of parts) {
    const at = text.indexOf(part, end);
    if (at < 0) return null;
    if (start < 0) start = at;
    end = at + part.length;
  }
  return { start, end };
}

/** A secret that is a word is hidden only inside a value or in quotes, so that sentences stay readable. */
function inWords(text: string, { value, kind }: Secret): string {
  const written = [...new Set([value, JSON.stringify(value).slice(1, -1)])];
  return written.reduce((shown, each) => {
    if (!/^[A-Za-z]+$/.test(each)) return inValue(shown, { value: each, kind });
    const part = new RegExp(`(?<=["'/:._=-])${each}|${each}(?=["'/:_=-])`, "g");
    return shown.replace(part, placeHolder(kind));
  }, text);
}

/** Every text in a value, including field names. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* textsIn(each);
    }
  }
}
