/** What stands where something private was written of someone who was erased. */
export const ERASED = "(erased)";

/** What someone who was erased is called from then on. */
export function pseudonymOf(personId: number): string {
  return `Former member ${personId}`;
}

/** Why nothing that is private to someone is written any more: nobody would erase it again. */
export function wasErasedWords(pseudonym: string): string {
  return `${pseudonym} was erased: nothing more is written about them.`;
}

const NOWHERE = "@erased.invalid";

/** What stands in the place of an address: no mail is ever delivered to it. */
export function addressOfErased(personId: number): string {
  return `former-member-${personId}${NOWHERE}`;
}

export function isAddressOfErased(address: string): boolean {
  return address.endsWith(NOWHERE);
}

/** `others`: names and addresses of others that hold this name or address, and mean someone else. */
export type Known = { name: string; email: string; others?: readonly string[] };

/**
 * A text with the pseudonym for the name and the address, whatever white space stands between its words. A name of one word may be a
 * word of the language: it is meant only where it is mentioned with an @.
 */
export function withoutName(text: string, { name, email, others = [] }: Known, pseudonym: string): string {
  const mention = `(?:${NOT_IN_ADDRESS}@)`;
  const address = `${NOT_IN_ADDRESS}${literal(email)}(?![\\p{L}\\p{N}]|[.-][\\p{L}\\p{N}])`;
  const called = `${mention}${isOneWord(name) ? "" : "?"}${byItself(name)}`;
  // The longest first: one may hold another, too.
  const kept = others
    .toSorted((one, other) => other.length - one.length)
    .map((other) => `${mention}?${byItself(other)}`)
    .join("|");
  return [address, called].reduce((left, meant) => {
    const found = new RegExp(kept === "" ? `()${meant}` : `(${kept})|${meant}`, "giu");
    return left.replace(found, (words: string, another: string | undefined) => (another ? words : pseudonym));
  }, text);
}

/** Whether this is the name, or holds it or the address as `withoutName` finds them. */
export function isNamedIn(text: string, known: Known): boolean {
  return text.toLowerCase() === known.name.toLowerCase() || withoutName(text, known, "") !== text;
}

/** What every text has in it that may hold the name: its longest word, however its letters are put together. */
export function wordsToFind({ name }: Known): string[] {
  const [longest = name] = name.split(SPACE).sort((one, other) => other.length - one.length);
  return [...new Set([longest.normalize("NFC"), longest.normalize("NFD")])];
}

/** Of names and addresses of others those in which this name stands by itself, or this address anywhere. */
export function holding({ name, email }: Known, others: readonly string[]): string[] {
  const found = new RegExp(`${byItself(name)}|${literal(email)}`, "iu");
  return others.filter((other) => found.test(other));
}

const SPACE = /\s+/;
/** A sign before it is of the address only after a letter or a digit: else it is of the text, as an emphasis is. */
const NOT_IN_ADDRESS = "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][._%+-])";

function isOneWord(name: string): boolean {
  return name.split(SPACE).length === 1;
}

/** The words where they stand by themselves, whatever the case. */
function byItself(words: string): string {
  return `(?<![\\p{L}\\p{N}])${literal(words)}(?![\\p{L}\\p{N}])`;
}

function literal(words: string): string {
  const forms = ["NFC", "NFD"].map((form) =>
    words
      .normalize(form)
      .split(SPACE)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("\\s+"),
  );
  return `(?:${[...new Set(forms)].join("|")})`;
}
