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

const RUN = /[A-Za-z0-9/+]{40,}/g;
const LENGTH = 40;

/** Where these secrets stand, also as a part of something longer. However many there are, the text is gone through once. */
function everywhere(secrets: ReadonlySet<string>, text: string): { start: number; value: string }[] {
  const places: { start: number; value: string }[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (let at = 0; at + LENGTH <= run.length; at += 1) {
      const value = run.slice(at, at + LENGTH);
      if (secrets.has(value)) places.push({ start: index + at, value });
    }
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
