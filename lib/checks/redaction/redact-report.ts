import { placeHolder, type SecretKind } from "#lib/secrets/rules/place-holder.ts";

/** How texts are shown: `value` for one from the source, `words` for a sentence of ours that may quote one. */
export type Hide = { value: (text: string) => string; words: (text: string) => string };

type Secret = { value: string; kind: SecretKind };

export const HIDE_NOTHING: Hide = { value: (text) => text, words: (text) => text };

/**
 * Hides secrets of a source in what is said of it. `told` is what is said of the source without its secrets: what is said of
 * both does not come from a secret, and stays, however much it reads like one.
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

/** A sentence or value is no longer than this, and few secrets decide anything. */
const QUOTES = 2000;
const SEVERAL = 50;

/** Shorter ones are ordinary words. */
const SHORTEST = 4;

/** In a policy a secret may be a pattern: then what stands there is something that it matches, in letters of any case. */
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

/** From the first of these parts to the last, each behind the one before. */
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

/** A secret that is a word is hidden as a part of a value or in quotes only, so that sentences stay sentences. */
function inWords(text: string, { value, kind }: Secret): string {
  const written = [...new Set([value, JSON.stringify(value).slice(1, -1)])];
  return written.reduce((shown, each) => {
    if (!/^[A-Za-z]+$/.test(each)) return inValue(shown, { value: each, kind });
    const part = new RegExp(`(?<=["'/:._=-])${each}|${each}(?=["'/:_=-])`, "g");
    return shown.replace(part, placeHolder(kind));
  }, text);
}

/** Every text in a value, names of fields too. */
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
