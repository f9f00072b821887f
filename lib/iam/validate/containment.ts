import type { Pattern } from "../pattern.ts";
import { surelyContains } from "../relate.ts";
import { groupBy } from "./group-by.ts";

/** Longer patterns, and comparisons past this effort, are left alone: a suggestion is not worth a second. */
const LONGEST = 1_000;
const MOST_PATTERNS = 20_000;
const MOST_EFFORT = 3_000_000;

/** The patterns that could be left out, by their index: repeated, or contained in another of the list. */
export function redundantIn(texts: string[], patternOf: (text: string) => Pattern): Set<number> {
  const redundant = new Set<number>();
  if (texts.length < 2) return redundant;
  const patterns = new Map<string, { pattern: Pattern; index: number }>();
  const written = new Set<string>();
  for (const [index, text] of texts.entries()) {
    if (written.has(text)) redundant.add(index);
    written.add(text);
    if (redundant.has(index) || text.length > LONGEST || patterns.size >= MOST_PATTERNS) continue;
    const pattern = patternOf(text);
    if (patterns.has(pattern.id)) redundant.add(index);
    else patterns.set(pattern.id, { pattern, index });
  }
  for (const index of containedIn([...patterns.values()])) redundant.add(index);
  return redundant;
}

/** A pattern can only be contained in one whose fixed start is a start of its own. */
function containedIn(all: { pattern: Pattern; index: number }[]): number[] {
  const wild = all.flatMap(({ pattern }) => (pattern.literal === undefined ? [pattern] : []));
  const byStart = groupBy(wild, ({ prefix }) => prefix);
  const lengths = [...new Set([...byStart.keys()].map(({ length }) => length))].sort((left, right) => left - right);
  const found: number[] = [];
  let effort = MOST_EFFORT;
  for (const { pattern: inner, index } of all) {
    for (const length of lengths) {
      if (length > inner.prefix.length || effort < 0) break;
      effort -= 1;
      const candidates = byStart.get(inner.prefix.slice(0, length)) ?? [];
      const contained = candidates.some((outer) => {
        if (effort < 0 || outer === inner) return false;
        effort -= 10 + outer.tokens.length * inner.tokens.length;
        return surelyContains(outer, inner);
      });
      if (!contained) continue;
      found.push(index);
      break;
    }
  }
  return found;
}
