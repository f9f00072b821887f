const ANY = Symbol("*");
const ONE = Symbol("?");

/** A literal character, or a wildcard. What comes from a variable is literal, whatever it looks like. */
export type Token = string | typeof ANY | typeof ONE;

type Expansion = { wildcards: boolean; variables: boolean; context: Record<string, string[]> };

/** The text with its variables replaced; undefined if one of them has no value. */
export function expand(text: string, { wildcards, variables, context }: Expansion): Token[] | undefined {
  const tokens: Token[] = [];
  for (const part of variables ? text.split(/(\$\{[^}]*\})/) : [text]) {
    if (variables && part.startsWith("${")) {
      const value = valueOfVariable(part.slice(2, -1), context);
      if (value === undefined) return undefined;
      tokens.push(...value);
    } else {
      tokens.push(...[...part].map((char) => (wildcards ? wildcardOr(char) : char)));
    }
  }
  return tokens;
}

function wildcardOr(char: string): Token {
  if (char === "*") return ANY;
  return char === "?" ? ONE : char;
}

/** `inside` is what stands between the braces: `*`, `?`, `$`, `key` or `key, 'default'`. */
function valueOfVariable(inside: string, context: Record<string, string[]>): string | undefined {
  if (inside === "*" || inside === "?" || inside === "$") return inside;
  const [, key, fallback] = /^([^,]*?)\s*(?:,\s*'(.*)')?$/.exec(inside) ?? [];
  const values = valuesOf(key ?? "", context);
  return values.length === 1 ? values[0] : fallback;
}

/** Names of keys ignore case. */
export function valuesOf(key: string, context: Record<string, string[]>): string[] {
  const direct = context[key];
  if (direct !== undefined) return direct;
  const found = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? [] : (context[found] ?? []);
}

export function matchesGlob(tokens: Token[], text: string): boolean {
  return matchesFrom(tokens, 0, text, 0);
}

function matchesFrom(tokens: Token[], at: number, text: string, from: number): boolean {
  if (at === tokens.length) return from === text.length;
  const token = tokens[at];
  if (token === ANY) {
    for (let next = from; next <= text.length; next++) if (matchesFrom(tokens, at + 1, text, next)) return true;
    return false;
  }
  return from < text.length && (token === ONE || token === text[from]) && matchesFrom(tokens, at + 1, text, from + 1);
}

/** Field by field. The sixth is free text; a pattern of fewer fields covers the rest if it ends in `*`. */
export function matchesArn(fields: Token[][], text: string): boolean {
  const wanted = fields.slice(0, -1);
  const last = fields.at(-1) ?? [];
  const given = text.split(":");
  const rest = given.slice(wanted.length).join(":");
  if (given.length <= wanted.length) return false;
  if (wanted.length < 5 && last.at(-1) !== ANY && rest.includes(":")) return false;
  return wanted.every((field, at) => matchesGlob(field, given[at] ?? "")) && matchesGlob(last, rest);
}

/** The fields of what is expanded: a colon that comes from a variable parts fields too. */
export function fieldsOf(pattern: Token[]): Token[][] {
  const fields: Token[][] = [[]];
  for (const token of pattern) {
    if (token === ":" && fields.length < 6) fields.push([]);
    else fields.at(-1)?.push(token);
  }
  return fields;
}

/** The fields of what is written, each expanded by itself; undefined if one of them cannot be. */
export function expandFields(text: string, expansion: Expansion): Token[][] | undefined {
  const written = text.split(/:(?![^{}]*\})/);
  const fields = [...written.slice(0, 5), ...(written.length > 5 ? [written.slice(5).join(":")] : [])];
  const expanded = fields.flatMap((field) => {
    const tokens = expand(field, expansion);
    return tokens === undefined ? [] : [tokens];
  });
  return expanded.length === fields.length ? expanded : undefined;
}
