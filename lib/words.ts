const NUMBER = new Intl.NumberFormat("en-GB");

/** A number with its noun: "1 policy", "2,500 policies". `many` is given where it is not `one` with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/** How much a list holds: "412 reviews", or "10,000+ reviews" where no more are counted. */
export function countedIn(place: { total: number; totalIsAtLeast: boolean }, one: string, many = `${one}s`): string {
  return place.totalIsAtLeast ? `${NUMBER.format(place.total)}+ ${many}` : counted(place.total, one, many);
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day as people write it: "9 Dec 2026" of 2026-12-09. */
export function dayWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** A quarter as people write it: "2026 Q3" of 2026-Q3. */
export function quarterWords(key: string): string {
  return key.replace("-", " ");
}

/** The words as a sentence begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words as a sentence of their own: "Must not be empty." */
export function sentence(words: string): string {
  return /[.?]$/.test(words) ? capital(words) : `${capital(words)}.`;
}

const AND = new Intl.ListFormat("en-GB", { type: "conjunction" });
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** "a", "a and b", "a, b and c" */
export function listed(items: readonly string[]): string {
  return AND.format(items);
}

/** "a", "a or b", "a, b or c" */
export function listedOr(items: readonly string[]): string {
  return OR.format(items);
}
