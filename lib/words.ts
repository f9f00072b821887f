const NUMBER = new Intl.NumberFormat("en-GB");

/** A number with its noun: "1 policy", "2,500 policies". Pass `many` if it is not `one` with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/** The size of a list: "412 reviews", or "10,000+ reviews" if counting stopped. */
export function countedIn(place: { total: number; totalIsAtLeast: boolean }, one: string, many = `${one}s`): string {
  return place.totalIsAtLeast ? `${NUMBER.format(place.total)}+ ${many}` : counted(place.total, one, many);
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day in display form: "9 Dec 2026" for 2026-12-09. */
export function dayWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** A quarter in display form: "2026 Q3" for 2026-Q3. */
export function quarterWords(key: string): string {
  return key.replace("-", " ");
}

/** Capitalises the first letter. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words as a complete sentence: "Must not be empty." */
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
