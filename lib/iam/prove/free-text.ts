const FREE_TEXT = /tag\/|^kms:encryptioncontext:/;

/**
 * Whether whoever makes a request, or owns what it is about, may write any text into a key, in small letters: tags and
 * encryption contexts. A test as number, date, address or boolean then meets neither side of its question.
 */
export function holdsFreeText(key: string): boolean {
  return FREE_TEXT.test(key);
}
