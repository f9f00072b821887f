/** Values about people need this many distinct people behind them. */
export const MIN_PEOPLE = 5;

/** A suppressed value carries nothing, not even how many people are behind it. */
export type Suppressible<Value> = { state: "shown"; people: number; value: Value } | { state: "suppressed" };

/** Whether fewer than five distinct people stand behind a value; `people` holds their ids, repeats allowed. */
export function isSuppressed(people: Iterable<string>): boolean {
  return new Set(people).size < MIN_PEOPLE;
}

/** The value with the number of distinct people behind it, or nothing when there are fewer than five. */
export function suppressFewPeople<Value>(people: Iterable<string>, value: Value): Suppressible<Value> {
  const distinct = new Set(people);
  return isSuppressed(distinct) ? { state: "suppressed" } : { state: "shown", people: distinct.size, value };
}
