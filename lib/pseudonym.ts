/** Replaces a private text about an erased person. */
export const ERASED = "(erased)";

/** The name of an erased person from then on. */
export function pseudonymOf(personId: number): string {
  return `Former member ${personId}`;
}

/** Why private texts about an erased person are refused: nothing would erase them again. */
export function wasErasedWords(pseudonym: string): string {
  return `${pseudonym} was erased. Nothing more can be written about this person.`;
}

const NOWHERE = "@erased.invalid";

/** Replaces an erased address; no mail is ever delivered to it. */
export function addressOfErased(personId: number): string {
  return `former-member-${personId}${NOWHERE}`;
}

export function isAddressOfErased(address: string): boolean {
  return address.endsWith(NOWHERE);
}

/** `others`: names and addresses of other people that contain this name or address. */
export type Known = { name: string; email: string; others?: readonly string[] };

/**
 * Replaces the name and the address in a text by the pseudonym, allowing any white space between words. A one-word name
 * may be an ordinary word, so it counts only when mentioned with an @.
 */
export function withoutName(text: string, { name, email, others = [] }: Known, pseudonym: string): string {
  const mention = `(?:${NOT_IN_ADDRESS}@)`;
  const address = `${NOT_IN_ADDRESS}${literal(email)}(?![\\p{L}\\p{N}]|[.-][\\p{L}\\p{N}])`;
  const called = `${mention}${isOneWord(name) ? "" : "?"}${byItself(name)}`;
  // Longest first, because one may contain another.
  const kept = others
    .toSorted((one, other) => other.length - one.length)
    .map((other) => `${mention}?${byItself(other)}`)
    .join("|");
  return [address, called].reduce((left, meant) => {
    const found = new RegExp(kept === "" ? `()${meant}` : `(${kept})|${meant}`, "giu");
    return left.replace(found, (words: string, another: string | undefined) => (another ? words : pseudonym));
  }, text);
}

/** Whether the text is the name, or contains it or the address as `withoutName` finds them. */
export function isNamedIn(text: string, known: Known): boolean {
  return text.toLowerCase() === known.name.toLowerCase() || withoutName(text, known, "") !== text;
}

/** What every text that may contain the name includes: its longest word, in any Unicode composition of its letters. */
export function wordsToFind({ name }: Known): string[] {
  const [longest = name] = name.split(SPACE).sort((one, other) => other.length - one.length);
  return [...new Set([longest.normalize("NFC"), longest.normalize("NFD")])];
}

/** Other people's names in which this name appears as separate words, and their addresses that contain this address. */
export function holding({ name, email }: Known, others: readonly string[]): string[] {
  const found = new RegExp(`${byItself(name)}|${literal(email)}`, "iu");
  return others.filter((other) => found.test(other));
}

const SPACE = /\s+/;
/** A sign belongs to the address only after a letter or digit; otherwise it belongs to the text, like emphasis. */
const NOT_IN_ADDRESS = "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][._%+-])";

function isOneWord(name: string): boolean {
  return name.split(SPACE).length === 1;
}

/** The words as separate words, in any case. */
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
