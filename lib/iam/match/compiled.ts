import {
  actionPattern,
  type Condition,
  type Pattern,
  type Patterns,
  resourcePattern,
  type Version,
  valuePattern,
} from "../language/index.ts";
import { type Lookup, matches } from "./matches.ts";

/** The patterns of an element. Plain texts are looked up in sets, which are created with the first request. */
class Compiled {
  readonly patterns: Pattern[];
  private texts: ReadonlySet<string> | undefined;
  private others: readonly Pattern[] = [];

  constructor(patterns: Pattern[]) {
    this.patterns = patterns;
  }

  /** Whether a text matches one of the patterns. */
  isMatchedBy(value: string, lookup: Lookup): boolean {
    if (this.texts === undefined) {
      this.texts = new Set(this.patterns.flatMap(({ literal }) => literal ?? []));
      this.others = this.patterns.filter(({ literal }) => literal === undefined);
    }
    return this.texts.has(value) || this.others.some((pattern) => matches(pattern, value, lookup));
  }
}

type Kept = { readAs: string; compiled: Compiled };

/**
 * An element appears in one place of one policy, so its patterns are compiled once per reading and cached as long as
 * the element.
 */
const KEPT = new WeakMap<Patterns | Condition, Kept>();

function once(element: Patterns | Condition, readAs: string, make: () => Pattern[]): Compiled {
  const known = KEPT.get(element);
  if (known?.readAs === readAs) return known.compiled;
  const compiled = new Compiled(make());
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

/** The keys of the policy variables in patterns, each once. */
export function variableKeys(patterns: readonly Pattern[]): string[] {
  const keys = patterns.flatMap(({ tokens, variables }) =>
    variables ? tokens.flatMap((token) => (token.kind === "variable" ? [token.key] : [])) : [],
  );
  return [...new Set(keys)];
}
