import type { Pattern, Token } from "../language/index.ts";
import type { Witness } from "../match/index.ts";

const MOST_PATTERNS = 32;
/** Few wildcards and short values keep the regular expression search short. */
const MOST_WILDCARDS = 4;
const LONGEST_VALUE = 512;

function isSimple({ variables, tokens }: Pattern): boolean {
  return variables && tokens.filter(({ kind }) => kind === "any" || kind === "variable").length <= MOST_WILDCARDS;
}

/** A variable used in several places has the same text in each. */
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

/** The variable texts with which a pattern matches a value, if any. */
function bind(pattern: Pattern, value: string): Map<string, string> | undefined {
  const found = pattern.tokens.flatMap((token) => (token.kind === "variable" ? [token.key] : []));
  const keys = [...new Set(found)];
  const match = expression(pattern.tokens, keys, pattern.ignoreCase).exec(value);
  if (match === null) return undefined;
  return new Map(keys.map((key, index) => [key, match.groups?.[`v${index}`] ?? ""]));
}

/**
 * Variants of a request in which a pattern with policy variables matches one of its values. A statement may depend on
 * such a match, although the request was found without it. Only fills in keys that the request leaves open.
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
