import type { Alphabet, VariableToken } from "./pattern-positions.ts";

/** A string that may still include policy variables, and ANY_OTHER for a character that no pattern names. */
export type Sample = (string | VariableToken)[];
export const ANY_OTHER = "\uffff";

const FRESH = "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW-_.";

/** A character that is in none of some texts, in either case. */
export function freshCharacter(named: string): string {
  const isFree = (char: string) =>
    !(named.includes(char) || named.includes(char.toLowerCase()) || named.includes(char.toUpperCase()));
  for (const char of FRESH) if (isFree(char)) return char;
  for (let code = 0xa1; ; code += 1) {
    const char = String.fromCodePoint(code);
    if (char.toLowerCase() === char && char.toUpperCase() === char && isFree(char)) return char;
  }
}

export function sampleOf(symbols: number[], alphabet: Alphabet): Sample {
  const sample: Sample = [];
  for (const symbol of symbols) {
    const variable = alphabet.variableOf(symbol);
    const last = sample[sample.length - 1];
    const text = symbol < 0 ? ANY_OTHER : String.fromCodePoint(symbol);
    if (variable !== undefined) sample.push(variable);
    else if (typeof last === "string") sample[sample.length - 1] = last + text;
    else sample.push(text);
  }
  return sample;
}
