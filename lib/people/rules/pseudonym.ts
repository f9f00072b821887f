/** What stands where something private was written of somebody who was erased. */
export const ERASED = "(erased)";

/** What somebody who was erased is called from then on. */
export function pseudonymOf(personId: number): string {
  return `Former member ${personId}`;
}

const NOWHERE = "@erased.invalid";

/** What stands in the place of an address: no mail is ever delivered to it. */
export function addressOfErased(personId: number): string {
  return `former-member-${personId}${NOWHERE}`;
}

export function isAddressOfErased(address: string): boolean {
  return address.endsWith(NOWHERE);
}

export type Known = { name: string; email: string };

/**
 * A text with the pseudonym for the name and the address. A name of one word may be a word of the language: it is meant
 * only where it is mentioned with an @.
 */
export function withoutName(text: string, { name, email }: Known, pseudonym: string): string {
  const mentioned = name.includes(" ") ? "@?" : "@";
  return text.replace(whole(email, ""), pseudonym).replace(whole(name, mentioned), pseudonym);
}

/** Whether this is the name, or holds it or the address as `withoutName` finds them. */
export function isNamedIn(text: string, known: Known): boolean {
  return text.toLowerCase() === known.name.toLowerCase() || withoutName(text, known, "") !== text;
}

/** The words where they stand by themselves, whatever the case. */
function whole(words: string, before: string): RegExp {
  const literal = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`${before}(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu");
}
