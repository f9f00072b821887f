import { keyIdMarks } from "#lib/secrets/rules/key-id.ts";

const CANDIDATE = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const LABEL = /secret[_-]?(?:access[_-]?)?key/gi;
/** Maximum distance in characters from a key id or from a secret's name. */
const NEAR = 300;

/**
 * Finds 40-character strings that look like a secret key near a key id or label, then every other occurrence of the
 * same strings.
 */
export function secretKeysIn(text: string): { start: number; value: string }[] {
  const marks = [...keyIdMarks(text), ...[...text.matchAll(LABEL)].map(({ index }) => index)].sort((a, b) => a - b);
  if (marks.length === 0) return [];
  const found = [...text.matchAll(CANDIDATE)].filter(({ 0: one, index }) => isSecretLike(one) && isNear(index, marks));
  return found.length === 0 ? [] : everywhere(new Set(found.map(([secret]) => secret)), text);
}

const LENGTH = 40;

/**
 * Positions of these secrets, also inside longer strings. Scans the text once, however many secrets there are. No
 * single expression matches the whole text, because V8 has no room for a match of 6 MB.
 */
function everywhere(secrets: ReadonlySet<string>, text: string): { start: number; value: string }[] {
  const places: { start: number; value: string }[] = [];
  const end = /[^A-Za-z0-9/+]|$/g;
  for (let begin = 0; begin < text.length; begin = end.lastIndex) {
    end.lastIndex = begin;
    const { index } = end.exec(text) ?? { index: text.length };
    for (let start = begin; start + LENGTH <= index; start += 1) {
      const value = text.slice(start, start + LENGTH);
      if (secrets.has(value)) places.push({ start, value });
    }
    end.lastIndex = index + 1;
  }
  return places;
}

/** Random strings of 40 characters mix upper case, lower case and digits; hexadecimal hashes and words do not. */
function isSecretLike(text: string): boolean {
  if (/EXAMPLE/.test(text)) return false;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && new Set(text).size >= 16;
}

function isNear(index: number, marks: readonly number[]): boolean {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) < index - NEAR) low = middle + 1;
    else high = middle;
  }
  const mark = marks[low];
  return mark !== undefined && mark <= index + NEAR;
}
