import type { Pattern, Token } from "../language/index.ts";
import type { Witness } from "../match/index.ts";

const MOST_PATTERNS = 32;
/** Few wildcards and short values keep the search of an expression short. */
const MOST_WILDCARDS = 4;
const LONGEST_VALUE = 512;

function isSimple({ variables, tokens }: Pattern): boolean {
  return variables && tokens.filter(({ kind }) => kind === "any" || kind === "variable").length <= MOST_WILDCARDS;
}

/** A variable that stands in several places has one text. */
function expression(tokens: Token[], keys: string[], ignoreCase: boolean): RegExp {
  const met = new Set<string>();
  const source = tokens.map((token) => {
    if (token.kind === "char") return token.char.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    if (token.kind === "one") return "[^]";
    if (token.kind === "any") return "[^]*?";
    if (met.has(token.key)) return `\\k<v${keys.indexOf(token.key)}>`;
    met.add(token.key);
    return `(?<v${keys.indexOf(token.key)}>[^]*)`;
  });
  return new RegExp(`^${source.join("")}$`, ignoreCase ? "iu" : "u");
}

/** The texts of a pattern's variables under which it matches a value, if there are some. */
function bind(pattern: Pattern, value: string): Map<string, string> | undefined {
  const found = pattern.tokens.flatMap((token) => (token.kind === "variable" ? [token.key] : []));
  const keys = [...new Set(found)];
  const match = expression(pattern.tokens, keys, pattern.ignoreCase).exec(value);
  if (match === null) return undefined;
  return new Map(keys.map((key, index) => [key, match.groups?.[`v${index}`] ?? ""]));
}

/**
 * Variants of a request in which a pattern with policy variables matches a value of it: a statement may turn on such a
 * match although the request was found without it. Only keys that the request leaves open are filled in.
 */
export function* boundRequests(request: Witness, patterns: Pattern[]): Generator<Witness> {
  const values = [request.resource, ...Object.values(request.context).flat()].filter(
    ({ length }) => length <= LONGEST_VALUE,
  );
  for (const pattern of patterns.filter(isSimple).slice(0, MOST_PATTERNS)) {
    for (const value of values) {
      const bound = bind(pattern, value);
      if (bound === undefined || [...bound.keys()].some((key) => key in request.context)) continue;
      const context = { ...request.context };
      for (const [key, text] of bound) context[key] = [text];
      yield { ...request, context };
    }
  }
}
