/**
 * The smallest set of ids to move to turn one order into the other: all ids outside a longest increasing run. Both
 * lists contain the same ids, each once.
 */
export function movedIds(before: readonly string[], after: readonly string[]): string[] {
  const place = new Map(before.map((id, index) => [id, index]));
  const places = after.map((id) => place.get(id) ?? -1);
  const kept = longestRising(places);
  return after.filter((_, index) => !kept.has(index));
}

/** The indexes of a longest increasing subsequence, found by keeping for each length the run with the lowest end. */
function longestRising(values: readonly number[]): Set<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? -1] ?? -1) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.add(at);
  return kept;
}
