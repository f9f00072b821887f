/**
 * How many list items to name in the two-page printed letter, and how many to only count. A single leftover is named,
 * because it needs no more space than its count.
 */
export function onPaper(count: number, most: number): { named: number; others: number } {
  const others = count - most;
  return others > 1 ? { named: most, others } : { named: count, others: 0 };
}
