/** Lookarounds instead of `\b`, which treats `_` as part of a word although a file name may join a key id to `_`. */
const KEY_ID = /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g;

/** Key ids from AWS's documentation. */
function isExample(keyId: string): boolean {
  return keyId.endsWith("EXAMPLE");
}

/** Access key ids in a text with their positions, without those of examples. */
export function keyIdsIn(text: string): { start: number; value: string }[] {
  return [...text.matchAll(KEY_ID)].flatMap(({ 0: value, index }) =>
    isExample(value) ? [] : [{ start: index, value }],
  );
}

/** Positions of key ids, including examples, because a secret may be near any of them. */
export function keyIdMarks(text: string): number[] {
  return [...text.matchAll(KEY_ID)].map(({ index }) => index);
}
