import type { Pattern } from "../language/index.ts";
import { mayOverlap } from "./relate.ts";

/** A test of one string: one of the patterns matches, or, negated, none does. `id` identifies equal tests. */
export type StringTest = {
  readonly id: string;
  readonly negated: boolean;
  readonly patterns: Pattern[];
  readonly index: PatternIndex;
};

const FEW = 8;

/** Finds patterns that may overlap with another, by their starting text. Prepared only on first use. */
export class PatternIndex {
  private readonly patterns: Pattern[];
  private sorted: Pattern[] | undefined;
  private readonly literals = new Map<string, Pattern[]>();
  /** For patterns that are not plain texts, and by head, the lengths of their prefixes. */
  private readonly byPrefix = new Map<string, Pattern[]>();
  private lengths: Map<string, number[]> | undefined;
  private ids: Set<string> | undefined;

  constructor(patterns: Pattern[]) {
    this.patterns = patterns;
  }

  /** Whether the set includes the pattern, however it is written. */
  has(pattern: Pattern): boolean {
    this.ids ??= new Set(this.patterns.map(({ id }) => id));
    return this.ids.has(pattern.id);
  }

  overlapping(pattern: Pattern): Pattern[] {
    if (pattern.ignoreCase) return this.patterns;
    if (this.patterns.length <= FEW) return this.patterns.filter((candidate) => mayOverlap(candidate, pattern));
    this.lengths ??= this.fill();
    const { prefix, literal } = pattern;
    const found: Pattern[] = [];
    for (const length of this.lengths.get(headOf(prefix)) ?? this.lengths.get("") ?? []) {
      if (length > prefix.length || (length === prefix.length && literal === undefined)) break;
      for (const candidate of this.byPrefix.get(prefix.slice(0, length)) ?? []) {
        if (mayOverlap(candidate, pattern)) found.push(candidate);
      }
    }
    if (literal !== undefined) return found.concat(this.literals.get(literal) ?? []);
    this.sorted ??= this.sort();
    for (let index = firstFrom(this.sorted, prefix); index < this.sorted.length; index += 1) {
      const candidate = this.sorted[index];
      if (candidate === undefined || !candidate.prefix.startsWith(prefix)) break;
      if (mayOverlap(candidate, pattern)) found.push(candidate);
    }
    return found;
  }

  private fill(): Map<string, number[]> {
    const lengths = new Map([["", new Set<number>()]]);
    for (const pattern of this.patterns) {
      const { prefix, literal } = pattern;
      const map = literal === undefined ? this.byPrefix : this.literals;
      const list = map.get(prefix);
      if (list !== undefined) list.push(pattern);
      else map.set(prefix, [pattern]);
      if (literal !== undefined || list !== undefined) continue;
      const head = headOf(prefix);
      lengths.set(head, (lengths.get(head) ?? new Set()).add(prefix.length));
    }
    const short = [...(lengths.get("") ?? [])];
    return new Map(
      [...lengths].map(([head, own]) => [head, [...new Set([...short, ...own])].sort((left, right) => left - right)]),
    );
  }

  private sort(): Pattern[] {
    return [...this.patterns].sort((left, right) =>
      left.prefix < right.prefix ? -1 : left.prefix > right.prefix ? 1 : 0,
    );
  }
}

/**
 * The text up to the first colon, such as a service. A text can start with a longer prefix only if their heads are
 * equal.
 */
function headOf(prefix: string): string {
  return prefix.slice(0, prefix.indexOf(":") + 1);
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

/** Most tests of a large policy are never used, so id and index are created on demand. */
class PatternTest implements StringTest {
  readonly negated: boolean;
  readonly patterns: Pattern[];
  private named: string | undefined;
  private found: PatternIndex | undefined;

  constructor(patterns: Pattern[], negated: boolean) {
    this.patterns = patterns;
    this.negated = negated;
  }

  get id(): string {
    this.named ??= `${this.negated ? "!" : "="}${JSON.stringify([...new Set(this.patterns.map(({ id }) => id))].sort())}`;
    return this.named;
  }

  get index(): PatternIndex {
    this.found ??= new PatternIndex([...new Map(this.patterns.map((pattern) => [pattern.id, pattern])).values()]);
    return this.found;
  }
}

export function stringTest(patterns: Pattern[], negated: boolean): StringTest {
  return new PatternTest(patterns, negated);
}
