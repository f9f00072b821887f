/** `\b` also ends a word at `_`, which a key id may touch in a file name. */
const KEY_ID = /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g;

/** Key ids that AWS prints in its documentation. */
function isExample(keyId: string): boolean {
  return keyId.endsWith("EXAMPLE");
}

/** Ids of access keys in a text with their places; those of examples are none. */
export function keyIdsIn(text: string): { start: number; value: string }[] {
  return [...text.matchAll(KEY_ID)].flatMap(({ 0: value, index }) =>
    isExample(value) ? [] : [{ start: index, value }],
  );
}

/** Where ids stand, those of examples too: what is near them may be their secret. */
export function keyIdMarks(text: string): number[] {
  return [...text.matchAll(KEY_ID)].map(({ index }) => index);
}
