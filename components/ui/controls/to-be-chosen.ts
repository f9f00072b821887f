/**
 * What someone may not have chosen yet, where a verb wants it chosen. The one place where a form claims more of a value than it
 * knows: nothing goes to the verb as null, and the verb parses what it gets and says which field it misses.
 */
export function toBeChosen<T>(value: T | null): T {
  return value as T;
}
