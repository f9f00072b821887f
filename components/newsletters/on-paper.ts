/**
 * How many of a list a letter names on paper, where it is two sheets, and how many others it counts there: none where they are one
 * alone, who takes no more room than the words.
 */
export function onPaper(count: number, most: number): { named: number; others: number } {
  const others = count - most;
  return others > 1 ? { named: most, others } : { named: count, others: 0 };
}
