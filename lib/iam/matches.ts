import { foldCase, type Pattern, type Token } from "./pattern.ts";

/** The value a policy variable has in a request, or undefined. */
export type Lookup = (key: string) => string | undefined;

/** Variables become plain characters; undefined where one has no value, or has a colon where none may be. */
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

/** Whether one string matches, by a table of which prefix of the pattern matches which prefix of the string. */
export function matches(pattern: Pattern, value: string, lookup: Lookup): boolean {
  if (pattern.literal !== undefined) return value === pattern.literal;
  if (pattern.ending !== undefined) {
    const inField = pattern.ending === "text" || value.indexOf(":", pattern.prefix.length) < 0;
    return inField && value.startsWith(pattern.prefix);
  }
  if (!pattern.ignoreCase && !(value.startsWith(pattern.prefix) && value.endsWith(pattern.suffix))) return false;
  const resolved = resolve(pattern, lookup);
  if (resolved === undefined) return false;
  const tokens = resolved.slice(Array.from(pattern.prefix).length);
  const rest = value.slice(pattern.prefix.length);
  const chars = Array.from(pattern.ignoreCase ? foldCase(rest) : rest);
  let row: boolean[] = [true, ...chars.map(() => false)];
  for (const token of tokens) {
    const next: boolean[] = [token.kind === "any" && row[0] === true];
    for (const [index, char] of chars.entries()) {
      const fits = accepts(token, char);
      const kept =
        token.kind === "any" ? row[index + 1] === true || (next[index] === true && fits) : row[index] === true && fits;
      next.push(kept);
    }
    if (!next.includes(true)) return false;
    row = next;
  }
  return row[chars.length] === true;
}
