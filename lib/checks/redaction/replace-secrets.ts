import type { Secret } from "#lib/checks/credentials/secrets-in.ts";
import { LINE_BREAK } from "#lib/lines.ts";
import { placeHolder, SECRET_KINDS, type SecretKind } from "#lib/secrets/rules/place-holder.ts";

/** A secret stretch of a text: one secret, or several that overlap. */
export type Stretch = { start: number; end: number; whole: boolean; secrets: readonly Secret[] };

/** The secret stretches of a text, in order and without overlap. */
export function stretchesOf(secrets: readonly Secret[]): Stretch[] {
  const sorted = secrets.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const found: { start: number; end: number; whole: boolean; secrets: Secret[] }[] = [];
  for (const secret of sorted) {
    const last = found.at(-1);
    if (last && secret.start < last.end) {
      last.end = Math.max(last.end, secret.end);
      last.secrets.push(secret);
    } else found.push({ start: secret.start, end: secret.end, whole: secret.whole === true, secrets: [secret] });
  }
  return found;
}

/** The kinds of secret in a stretch. A specific kind, such as an access key, replaces the general one. */
export function kindsOf({ secrets }: Stretch): SecretKind[] {
  const kinds = SECRET_KINDS.filter((kind) => secrets.some((secret) => secret.kind === kind));
  return kinds.length > 1 ? kinds.filter((kind) => kind !== "secret") : kinds;
}

function placeHoldersOf(stretch: Stretch): string {
  const words = kindsOf(stretch).map(placeHolder).join(" ");
  return stretch.whole ? `"${words}"` : words;
}

/** The text with each stretch replaced by a word. Line numbers do not change. */
export function replaceSecrets(
  text: string,
  stretches: readonly Stretch[],
  word: (stretch: Stretch) => string = placeHoldersOf,
): string {
  let replaced = "";
  let at = 0;
  for (const stretch of stretches) {
    replaced += text.slice(at, stretch.start) + wordFor(stretch, text, word);
    at = stretch.end;
  }
  return replaced + text.slice(at);
}

function wordFor(stretch: Stretch, text: string, word: (stretch: Stretch) => string): string {
  const breaks = text.slice(stretch.start, stretch.end).match(LINE_BREAK) ?? [];
  return word(stretch) + breaks.join("");
}

/** Maps an offset in the redacted text to the original text. An offset inside a placeholder maps to its start. */
export function originalOffset(text: string, stretches: readonly Stretch[]): (offset: number) => number {
  const moves: { from: number; said: number; until: number; start: number; end: number }[] = [];
  let shift = 0;
  for (const stretch of stretches) {
    const { start, end, whole } = stretch;
    const from = start + shift;
    const said = from + placeHoldersOf(stretch).length - (whole ? 1 : 0);
    const { length } = wordFor(stretch, text, placeHoldersOf);
    moves.push({ from, said, until: from + length, start, end });
    shift += length - (end - start);
  }
  return (offset) => {
    let [low, high] = [0, moves.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((moves[middle]?.from ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const last = moves[low - 1];
    if (!last) return offset;
    if (offset >= last.until) return last.end + offset - last.until;
    return offset < last.said ? last.start : last.end;
  };
}
