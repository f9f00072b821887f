import type { Pattern } from "./pattern.ts";
import { mayOverlap } from "./relate.ts";

/** A test of one string: one of the patterns matches, or, negated, none does. `id` tells equal tests. */
export type StringTest = { id: string; negated: boolean; patterns: Pattern[]; index: PatternIndex };

const FEW = 8;

/** Finds the patterns that may overlap with one, by the text they start with. Sorted only once it is asked. */
export class PatternIndex {
  private readonly patterns: Pattern[];
  private sorted: Pattern[] | undefined;
  private readonly byPrefix = new Map<string, Pattern[]>();

  constructor(patterns: Pattern[]) {
    this.patterns = patterns;
  }

  overlapping(pattern: Pattern): Pattern[] {
    if (pattern.ignoreCase) return this.patterns;
    if (this.patterns.length <= FEW) return this.patterns.filter((candidate) => mayOverlap(candidate, pattern));
    this.sorted ??= this.sort();
    const found: Pattern[] = [];
    const { prefix } = pattern;
    for (let length = 0; length < prefix.length; length += 1) {
      for (const candidate of this.byPrefix.get(prefix.slice(0, length)) ?? []) {
        if (mayOverlap(candidate, pattern)) found.push(candidate);
      }
    }
    for (let index = firstFrom(this.sorted, prefix); index < this.sorted.length; index += 1) {
      const candidate = this.sorted[index];
      if (candidate === undefined || !candidate.prefix.startsWith(prefix)) break;
      if (mayOverlap(candidate, pattern)) found.push(candidate);
    }
    return found;
  }

  private sort(): Pattern[] {
    for (const pattern of this.patterns) {
      const list = this.byPrefix.get(pattern.prefix);
      if (list === undefined) this.byPrefix.set(pattern.prefix, [pattern]);
      else list.push(pattern);
    }
    return [...this.patterns].sort((left, right) =>
      left.prefix < right.prefix ? -1 : left.prefix > right.prefix ? 1 : 0,
    );
  }
}

function firstFrom(sorted: Pattern[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.prefix ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function stringTest(patterns: Pattern[], negated: boolean): StringTest {
  const byId = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  const distinct = [...byId.values()];
  const id = `${negated ? "!" : "="}${JSON.stringify([...byId.keys()].sort())}`;
  return { id, negated, patterns: distinct, index: new PatternIndex(distinct) };
}
