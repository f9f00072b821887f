import { type Lookup, matches } from "./matches.ts";
import { actionPattern, type Pattern, resourcePattern, valuePattern } from "./pattern.ts";
import type { Condition, Patterns, Version } from "./policy.ts";

/** The patterns of an element; plain texts are found at once. */
export type Compiled = { patterns: Pattern[]; texts: ReadonlySet<string>; others: readonly Pattern[] };

type Kept = { readAs: string; compiled: Compiled };

/** An element stands in one place of one policy, so its patterns are made once for what they are read as, and kept as long. */
const KEPT = new WeakMap<Patterns | Condition, Kept>();

function once(element: Patterns | Condition, readAs: string, make: () => Pattern[]): Compiled {
  const known = KEPT.get(element);
  if (known?.readAs === readAs) return known.compiled;
  const patterns = make();
  const texts = new Set(patterns.flatMap(({ literal }) => literal ?? []));
  const compiled = { patterns, texts, others: patterns.filter(({ literal }) => literal === undefined) };
  KEPT.set(element, { readAs, compiled });
  return compiled;
}

export function actionsOf(element: Patterns): Compiled {
  return once(element, "action", () => element.patterns.map(({ text }) => actionPattern(text)));
}

export function resourcesOf(element: Patterns, version: Version): Compiled {
  return once(element, version, () => element.patterns.map(({ text }) => resourcePattern(text, version)));
}

export function valuesOf(condition: Condition, version: Version): Compiled {
  return once(condition, version, () => condition.values.map(({ text }) => valuePattern(text, condition, version)));
}

/** Whether a text matches one of the patterns. */
export function isMatchedBy({ texts, others }: Compiled, value: string, lookup: Lookup): boolean {
  return texts.has(value) || others.some((pattern) => matches(pattern, value, lookup));
}
