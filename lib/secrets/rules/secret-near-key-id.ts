import { keyIdMarks } from "#lib/secrets/rules/key-id.ts";

const CANDIDATE = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const LABEL = /secret[_-]?(?:access[_-]?)?key/gi;
/** How far from a key id, or from the name of a secret, in characters. */
const NEAR = 300;

/** 40 characters that look like the secret of a key, near a key id or the name of such a secret; then everywhere. */
export function secretKeysIn(text: string): { start: number; value: string }[] {
  const marks = [...keyIdMarks(text), ...[...text.matchAll(LABEL)].map(({ index }) => index)].sort((a, b) => a - b);
  if (marks.length === 0) return [];
  const found = [...text.matchAll(CANDIDATE)].filter(({ 0: one, index }) => isSecretLike(one) && isNear(index, marks));
  return found.length === 0 ? [] : everywhere(new Set(found.map(([secret]) => secret)), text);
}

const LENGTH = 40;

/**
 * Where these secrets stand, also as a part of something longer. However many there are, the text is gone through once. What
 * is as long as the text is not matched by one expression: V8 has no room for a match of 6 MB.
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

/** Letters of both cases and digits, as 40 random characters have; hashes in hexadecimal and words do not. */
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
