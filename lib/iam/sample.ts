import type { Pattern } from "./pattern.ts";
import { type Alphabet, type VariableToken, variableOf } from "./pattern-positions.ts";

/** A string that may still hold policy variables. */
export type Sample = (string | VariableToken)[];

const FRESH = "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW-_.";

/** A character that none of the patterns names, in either case. */
export function freshCharacter(patterns: Iterable<Pattern>): string {
  const taken = new Set<string>();
  for (const { tokens, literal } of patterns) {
    for (const char of literal ?? "") taken.add(char.toLowerCase());
    if (literal === undefined)
      for (const token of tokens) if (token.kind === "char") taken.add(token.char.toLowerCase());
  }
  const free = (char: string) => char !== ":" && !taken.has(char.toLowerCase());
  for (const char of FRESH) if (free(char)) return char;
  for (let code = 0xa1; ; code += 1) {
    const char = String.fromCodePoint(code);
    if (free(char) && char.toLowerCase() === char && char.toUpperCase() === char) return char;
  }
}

export function sampleOf(symbols: number[], alphabet: Alphabet, fresh: string): Sample {
  const sample: Sample = [];
  for (const symbol of symbols) {
    const variable = variableOf(alphabet, symbol);
    const last = sample[sample.length - 1];
    const text = symbol < 0 ? fresh : String.fromCodePoint(symbol);
    if (variable !== undefined) sample.push(variable);
    else if (typeof last === "string") sample[sample.length - 1] = last + text;
    else sample.push(text);
  }
  return sample;
}
