/** "Ana María López" → "AL"; a single name gives its first letter. */
export function initials(name: string): string {
  const [first, last] = endsOf(name);
  return (letter(first) + letter(last)).toUpperCase();
}

/**
 * Unique initials for a group of people. If two share theirs, a letter of the first name is added, otherwise of the
 * last name.
 */
export function initialsAmong(names: Iterable<string>): Map<string, string> {
  const known = [...new Set(names)];
  const longer = [initials, withFirst, withLast];
  const forms = longer.map((form) => countedBy(known.map(form)));
  return new Map(
    known.map((name) => {
      const at = longer.findIndex((form, index) => forms[index]?.get(form(name)) === 1);
      return [name, (longer[at] ?? withLast)(name)];
    }),
  );
}

/** "Edda Engineer" → "EdE" */
function withFirst(name: string): string {
  const [first, last] = endsOf(name);
  return letter(first).toUpperCase() + letter(first, 1) + letter(last).toUpperCase();
}

/** "Edda Engineer" → "EEn" */
function withLast(name: string): string {
  const [, last] = endsOf(name);
  return initials(name) + letter(last, 1);
}

function endsOf(name: string): [first: string, last: string] {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return [words[0] ?? "?", words.length > 1 ? (words.at(-1) ?? "") : ""];
}

function letter(word: string, at = 0): string {
  return Array.from(word)[at] ?? "";
}

function countedBy(forms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  return counts;
}
