import { foldCase, foldForms, type Pattern, type Token } from "../language/index.ts";

export type VariableToken = Token & { kind: "variable" };

/** Symbols a pattern reads: a code point, OTHER for any character that no pattern here names, or a policy variable. */
export const OTHER = -1;
const FIRST_VARIABLE = -2;
const COLON = 58;

/**
 * Policy variables of the pattern that all strings here match, as symbols for their unknown texts: numbers below OTHER.
 * The variable's key is present, or its default applies. `field`: the text has no colon.
 */
export class Alphabet {
  private readonly variables: VariableToken[] = [];

  constructor(pattern?: Pattern) {
    for (const token of pattern?.tokens ?? []) {
      if (token.kind !== "variable") continue;
      const index = this.variables.findIndex(({ name }) => name === token.name);
      if (index < 0) this.variables.push(token);
      else if (token.field) this.variables[index] = token;
    }
  }

  /** Keys without which the pattern matches nothing. */
  get needs(): string[] {
    const keys = this.variables.flatMap(({ key, fallback }) => (fallback === undefined ? [key] : []));
    return [...new Set(keys)];
  }

  symbolOf({ name }: VariableToken): number | undefined {
    const index = this.variables.findIndex((variable) => variable.name === name);
    return index < 0 ? undefined : FIRST_VARIABLE - index;
  }

  variableOf(symbol: number): VariableToken | undefined {
    return symbol > FIRST_VARIABLE ? undefined : this.variables[FIRST_VARIABLE - symbol];
  }
}

/**
 * Whether a variable has the same text as another with a text: the same variable, or the same key without use of its
 * default.
 */
export function sameText(variable: VariableToken, given: VariableToken): boolean {
  return variable.name === given.name || (variable.key === given.key && given.fallback === undefined);
}

/**
 * How a pattern reads policy variables. `under`: only matches valid for any text of theirs. `over`: all matches
 * possible for some text.
 */
export type Reading = "under" | "over";

/** One pattern followed symbol by symbol. A set of positions is sorted and closed over empty matches of `*`. */
export class Track {
  readonly pattern: Pattern;
  readonly reading: Reading;
  readonly end: number;
  private readonly alphabet: Alphabet;

  constructor(pattern: Pattern, reading: Reading, alphabet: Alphabet) {
    this.pattern = pattern;
    this.reading = reading;
    this.alphabet = alphabet;
    this.end = pattern.tokens.length;
  }

  start(): number[] {
    const positions: number[] = [];
    this.enter(positions, 0);
    return positions;
  }

  /** True once every continuation matches. */
  isFull(positions: number[]): boolean {
    const token = this.pattern.tokens[this.end - 1];
    return token?.kind === "any" && !token.field && positions.includes(this.end - 1);
  }

  accepts(positions: number[]): boolean {
    return positions.length > 0 && positions[positions.length - 1] === this.end;
  }

  step(positions: number[], symbol: number): number[] {
    const first = positions[0];
    if (first === undefined) return positions;
    const next: number[] = [];
    if (symbol <= FIRST_VARIABLE && this.reading === "over") {
      for (let index = first; index <= this.end; index += 1) next.push(index);
      return next;
    }
    for (const position of positions) {
      const token = this.pattern.tokens[position];
      if (token === undefined) continue;
      if (this.stays(token, symbol)) this.enter(next, position);
      else if (this.moves(token, symbol)) this.enter(next, position + 1);
    }
    return next;
  }

  private isLoop(token: Token | undefined): boolean {
    return token?.kind === "any" || (token?.kind === "variable" && this.reading === "over");
  }

  private enter(positions: number[], position: number): void {
    let at = positions.length;
    while (at > 0 && (positions[at - 1] ?? 0) > position) at -= 1;
    if (at > 0 && positions[at - 1] === position) return;
    positions.splice(at, 0, position);
    if (this.isLoop(this.pattern.tokens[position])) this.enter(positions, position + 1);
  }

  private stays(token: Token, symbol: number): boolean {
    if (token.kind === "char" || token.kind === "one" || !this.isLoop(token)) return false;
    if (!token.field) return true;
    return symbol <= FIRST_VARIABLE ? this.alphabet.variableOf(symbol)?.field === true : symbol !== COLON;
  }

  private moves(token: Token, symbol: number): boolean {
    if (token.kind === "char") return symbol >= 0 && charMatches(token.char, symbol, this.pattern.ignoreCase);
    if (token.kind === "one") return symbol >= OTHER && !(token.field && symbol === COLON);
    const given = this.alphabet.variableOf(symbol);
    if (token.kind !== "variable" || given === undefined) return false;
    return sameText(token, given) && (!token.field || given.field);
  }
}

function charMatches(char: string, symbol: number, ignoreCase: boolean): boolean {
  const code = char.codePointAt(0);
  return code === symbol || (ignoreCase && foldCase(String.fromCodePoint(symbol)) === char);
}

/** Every character that a token distinguishes from others. */
export function charactersOf(token: Token, ignoreCase: boolean): number[] {
  if (token.kind !== "char") return token.field ? [COLON] : [];
  const forms = ignoreCase ? foldForms(token.char) : [token.char];
  return forms.map((form) => form.codePointAt(0) ?? 0);
}
