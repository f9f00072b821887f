import { foldCase, type Pattern, type Token } from "../language/index.ts";

/** The value of a policy variable in a request, or undefined. */
export type Lookup = (key: string) => string | undefined;

/** Replaces variables with plain characters; undefined if one has no value, or has a colon where none is allowed. */
function resolve(pattern: Pattern, lookup: Lookup): Token[] | undefined {
  if (!pattern.variables) return pattern.tokens;
  const resolved: Token[] = [];
  for (const token of pattern.tokens) {
    if (token.kind !== "variable") resolved.push(token);
    else {
      const value = lookup(token.key) ?? token.fallback;
      if (value === undefined || (token.field && value.includes(":"))) return undefined;
      for (const char of pattern.ignoreCase ? foldCase(value) : value) resolved.push({ kind: "char", char });
    }
  }
  return resolved;
}

function accepts(token: Token, char: string): boolean {
  if (token.kind === "char") return token.char === char;
  return token.kind !== "variable" && !(token.field && char === ":");
}

/** Whether one string matches. */
export function matches(pattern: Pattern, value: string, lookup: Lookup): boolean {
  if (pattern.literal !== undefined) return value === pattern.literal;
  if (pattern.ending !== undefined) {
    const inField = pattern.ending === "text" || value.indexOf(":", pattern.prefix.length) < 0;
    return inField && value.startsWith(pattern.prefix);
  }
  if (!pattern.ignoreCase && !(value.startsWith(pattern.prefix) && value.endsWith(pattern.suffix))) return false;
  const tokens = resolve(pattern, lookup);
  if (tokens === undefined) return false;
  const text = pattern.ignoreCase ? foldCase(value) : value;
  const chars = SURROGATE.test(text) ? Array.from(text) : text;
  const start = typeof chars === "string" ? pattern.prefix.length : Array.from(pattern.prefix).length;
  return isInOrder(tokens) ? matchesFrom(start, tokens, chars) : matchesByTable(start, tokens, chars);
}

const SURROGATE = /[\ud800-\udfff]/;

/** Whether no `*` that stays within a field follows a wildcard that does not. */
function isInOrder(tokens: readonly Token[]): boolean {
  let wasOpen = false;
  for (const token of tokens) {
    if (token.kind === "char" || token.kind === "variable") continue;
    if (!token.field) wasOpen = true;
    else if (wasOpen && token.kind === "any") return false;
  }
  return true;
}

/**
 * Each `*` takes as little as possible, and only the last is tried with more. Earlier ones are in ARN fields separated
 * by colons, or may take anything themselves.
 */
function matchesFrom(start: number, tokens: readonly Token[], chars: string | readonly string[]): boolean {
  let [at, next] = [start, start];
  let star: (Token & { kind: "any" }) | undefined;
  let [afterStar, taken] = [0, 0];
  while (at < chars.length) {
    const token = tokens[next];
    if (token?.kind === "any") {
      star = token;
      next += 1;
      [afterStar, taken] = [next, at];
    } else if (token !== undefined && accepts(token, chars[at] ?? "")) {
      at += 1;
      next += 1;
    } else {
      if (star === undefined || (star.field && chars[taken] === ":")) return false;
      taken += 1;
      [at, next] = [taken, afterStar];
    }
  }
  while (tokens[next]?.kind === "any") next += 1;
  return next === tokens.length;
}

/** Uses a table of which pattern prefixes match which string prefixes. */
function matchesByTable(start: number, tokens: readonly Token[], chars: string | readonly string[]): boolean {
  const rest = Array.from(chars).slice(start);
  let row: boolean[] = [true, ...rest.map(() => false)];
  for (const token of tokens.slice(start)) {
    const next: boolean[] = [token.kind === "any" && row[0] === true];
    for (const [index, char] of rest.entries()) {
      const fits = accepts(token, char);
      const kept =
        token.kind === "any" ? row[index + 1] === true || (next[index] === true && fits) : row[index] === true && fits;
      next.push(kept);
    }
    if (!next.includes(true)) return false;
    row = next;
  }
  return row[rest.length] === true;
}
