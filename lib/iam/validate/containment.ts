import type { Pattern } from "../language/index.ts";
import { surelyContains } from "../prove/index.ts";
import { groupBy } from "./group-by.ts";

/** Longer patterns, and comparisons beyond this effort, are skipped, because a suggestion is not worth a second. */
const LONGEST = 1_000;
const MOST_PATTERNS = 50_000;
const MOST_EFFORT = 3_000_000;

/** All places of one pattern, and a pattern that contains it. */
type Entry = { pattern: Pattern | undefined; indexes: number[]; within?: Entry };

/** Redundant texts in a list, as ordered indexes: `all` of them, and the `inner` ones to remove. */
export type Group = { all: number[]; inner: number[] };

/** A group is a text that no other in the list contains, with everything it contains and every repetition. */
export function redundantGroups(texts: readonly string[], patternOf: (text: string) => Pattern): Group[] {
  if (texts.length < 2) return [];
  const entries = entriesOf(texts, patternOf);
  nest(entries.flatMap((entry) => (entry.pattern === undefined ? [] : [knownOf(entry, entry.pattern)])));
  return [...groupBy(entries, outermost)]
    .map(([outer, group]) => {
      const inner = indexesOf(group.filter((entry) => entry !== outer));
      return { all: indexesOf(group), inner: inner.length > 0 ? inner : outer.indexes };
    })
    .filter(({ all }) => all.length > 1);
}

function indexesOf(entries: readonly Entry[]): number[] {
  return entries.flatMap(({ indexes }) => indexes).sort((left, right) => left - right);
}

function entriesOf(texts: readonly string[], patternOf: (text: string) => Pattern): Entry[] {
  const byText = new Map<string, Entry>();
  const byPattern = new Map<string, Entry>();
  for (const [index, text] of texts.entries()) {
    const known = byText.get(text);
    if (known !== undefined) {
      known.indexes.push(index);
      continue;
    }
    const pattern = text.length > LONGEST || byPattern.size >= MOST_PATTERNS ? undefined : patternOf(text);
    const same = pattern === undefined ? undefined : byPattern.get(pattern.id);
    const entry = same ?? { pattern, indexes: [] };
    entry.indexes.push(index);
    byText.set(text, entry);
    if (pattern !== undefined) byPattern.set(pattern.id, entry);
  }
  return [...new Set(byText.values())];
}

function outermost(entry: Entry): Entry {
  let outer = entry;
  while (outer.within !== undefined) outer = outer.within;
  return outer;
}

/** `text` has one character for each wildcard and variable; `runs` are the plain texts between them. */
type Known = { entry: Entry; pattern: Pattern; text: string; runs: string[] };

const WILD = "\u0000";

function knownOf(entry: Entry, pattern: Pattern): Known {
  const text = pattern.literal ?? pattern.tokens.map((token) => (token.kind === "char" ? token.char : WILD)).join("");
  return { entry, pattern, text, runs: pattern.literal === undefined ? text.split(WILD) : [text] };
}

/** A containing pattern's plain texts appear in order in the contained text. This quick check rules most pairs out. */
function mayContain({ runs }: Known, { text }: Known): boolean {
  let from = 0;
  return runs.every((run) => {
    const at = text.indexOf(run, from);
    from = at + run.length;
    return at >= 0;
  });
}

/** A pattern can only be contained in another if its fixed start begins with the fixed start of that pattern. */
function nest(all: readonly Known[]): void {
  const wild = all.filter(({ pattern }) => pattern.literal === undefined);
  const byStart = groupBy(wild, ({ pattern }) => pattern.prefix);
  const lengths = [...new Set([...byStart.keys()].map(({ length }) => length))].sort((left, right) => left - right);
  let effort = MOST_EFFORT;
  for (const inner of all) {
    for (const length of lengths) {
      if (length > inner.pattern.prefix.length || effort < 0) break;
      effort -= 1;
      const outer = (byStart.get(inner.pattern.prefix.slice(0, length)) ?? []).find((candidate) => {
        effort -= 5;
        if (effort < 0 || candidate.entry === inner.entry || !mayContain(candidate, inner)) return false;
        effort -= candidate.pattern.tokens.length * inner.pattern.tokens.length;
        return surelyContains(candidate.pattern, inner.pattern) && outermost(candidate.entry) !== inner.entry;
      });
      if (outer === undefined) continue;
      inner.entry.within = outer.entry;
      break;
    }
  }
}
