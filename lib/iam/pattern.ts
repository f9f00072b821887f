import { OPERATORS } from "./operators.ts";
import type { Operator, Version } from "./policy.ts";
import { type Piece, parseTemplate } from "./template.ts";

/** `field`: the wildcard or variable stands in one of an ARN's first five fields, where it does not cross a colon. */
export type Token =
  | { kind: "char"; char: string }
  | { kind: "one"; field: boolean }
  | { kind: "any"; field: boolean }
  | { kind: "variable"; name: string; key: string; fallback?: string; field: boolean };

/** A set of strings. `id` is the same for patterns written differently that mean the same. */
export type Pattern = {
  readonly id: string;
  readonly tokens: Token[];
  readonly ignoreCase: boolean;
  readonly variables: boolean;
  /** The only string it matches, where there is just one. */
  readonly literal?: string;
  /** The text every match starts and ends with. */
  readonly prefix: string;
  readonly suffix: string;
};

/** Most patterns are plain texts, whose tokens are seldom needed. */
class LiteralPattern implements Pattern {
  readonly id: string;
  readonly ignoreCase = false;
  readonly variables = false;
  readonly literal: string;
  private made: Token[] | undefined;

  constructor(literal: string) {
    this.literal = literal;
    this.id = escaped(literal);
  }

  get prefix(): string {
    return this.literal;
  }

  get suffix(): string {
    return this.literal;
  }

  get tokens(): Token[] {
    this.made ??= charTokens(this.literal);
    return this.made;
  }
}

const CHARS = new Map<string, Token>();

function charTokens(text: string): Token[] {
  return Array.from(text, (char) => {
    const known = CHARS.get(char);
    if (known !== undefined) return known;
    const token: Token = { kind: "char", char };
    if (CHARS.size < 1000) CHARS.set(char, token);
    return token;
  });
}

function escaped(text: string): string {
  return /[*?$\\]/.test(text) ? text.replace(/[*?$\\]/g, "\\$&") : text;
}

export type Fold = { ignoreCase?: boolean };

/** Letter by letter, as a letter may look different at the end of a word; one whose case has another length stays. */
export function foldCase(text: string): string {
  return /^[ -~]*$/.test(text) ? text.toLowerCase() : Array.from(text, foldLetter).join("");
}

function foldLetter(letter: string): string {
  const upper = letter.toUpperCase();
  const lower = (upper.length === letter.length ? upper : letter).toLowerCase();
  return lower.length === letter.length ? lower : letter;
}

function tokenId(token: Token): string {
  if (token.kind === "char") return escaped(token.char);
  const field = token.field ? "\\:" : "";
  if (token.kind === "one") return `?${field}`;
  if (token.kind === "any") return `*${field}`;
  return `\${${token.name}}${field}`;
}

/** In a run of wildcards of one sort `?` goes first and one `*` is enough, so that equal patterns look equal. */
function normalize(tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result[result.length - 1];
    if (last?.kind === "any" && (token.kind === "any" || token.kind === "one") && last.field === token.field) {
      if (token.kind === "one") result.splice(result.length - 1, 0, token);
    } else result.push(token);
  }
  return result;
}

function textOf(tokens: Token[]): string {
  return tokens.map((token) => (token.kind === "char" ? token.char : "")).join("");
}

export function makePattern(source: Token[], { ignoreCase = false }: Fold = {}): Pattern {
  const tokens = normalize(source);
  const first = tokens.findIndex((token) => token.kind !== "char");
  const last = tokens.findLastIndex((token) => token.kind !== "char");
  if (first < 0 && !ignoreCase) return new LiteralPattern(textOf(tokens));
  const text = ignoreCase ? "" : textOf(tokens.slice(0, first < 0 ? undefined : first));
  return {
    id: (ignoreCase ? "\\i" : "") + tokens.map(tokenId).join(""),
    tokens,
    ignoreCase,
    variables: tokens.some((token) => token.kind === "variable"),
    prefix: text,
    suffix: ignoreCase ? "" : textOf(tokens.slice(last + 1)),
  };
}

/** Tokens of a pattern that is compared as one text. */
function plainTokens(pieces: Piece[], fold: (text: string) => string = (text) => text): Token[] {
  return pieces.flatMap((piece): Token[] => {
    if (piece.kind === "text") return charTokens(fold(piece.text));
    if (piece.kind !== "variable") return [{ kind: piece.kind, field: false }];
    const { key, fallback } = piece;
    const name = fallback === undefined ? key : `${key},'${fallback}'`;
    return [
      fallback === undefined
        ? { kind: "variable", name, key, field: false }
        : { kind: "variable", name, key, fallback, field: false },
    ];
  });
}

const ANY_FIELD: Token = { kind: "any", field: true };
const COLON: Token = { kind: "char", char: ":" };

/**
 * Tokens of an ARN pattern: up to the fifth colon nothing crosses a colon. One cut short by `*` covers the fields left
 * out; `*` alone covers everything.
 */
function arnTokens(pieces: Piece[]): Token[] {
  const tokens = plainTokens(pieces);
  if (tokens.length > 0 && tokens.every((token) => token.kind === "any")) return [{ kind: "any", field: false }];
  let colons = 0;
  const bound = tokens.map((token): Token => {
    if (token.kind === "char") {
      if (token.char === ":") colons += 1;
      return token;
    }
    return colons < 5 ? { ...token, field: true } : token;
  });
  const last = bound[bound.length - 1];
  if (colons >= 5 || last?.kind !== "any") return bound;
  for (; colons < 4; colons += 1) bound.push(COLON, ANY_FIELD);
  return [...bound, COLON, { kind: "any", field: false }];
}

function piecesOf(source: string, options: { variables: boolean; wildcards: boolean }): Piece[] {
  const pieces = parseTemplate(source, options);
  return typeof pieces === "string" ? [{ kind: "text", text: source }] : pieces;
}

/** Actions are compared in lower case; a wildcard of service:name does not cross the colon, which no name holds. */
export function actionPattern(source: string): Pattern {
  if (!/[*?]/.test(source)) return new LiteralPattern(foldCase(source));
  const tokens = plainTokens(piecesOf(source, { variables: false, wildcards: true }), foldCase);
  return makePattern(
    tokens.map((token) => (token.kind === "char" || !source.includes(":") ? token : { ...token, field: true })),
  );
}

export function resourcePattern(source: string, version: Version): Pattern {
  if (!/[*?$]/.test(source)) return new LiteralPattern(source);
  return makePattern(arnTokens(piecesOf(source, { variables: version === "2012-10-17", wildcards: true })));
}

/** A value of a String, Arn or Binary operator. */
export function valuePattern(source: string, operator: Operator, version: Version): Pattern {
  const facts = OPERATORS[operator];
  const variables = facts.variables && version === "2012-10-17";
  const pieces = piecesOf(source, { variables, wildcards: facts.wildcards });
  if (facts.arn) return makePattern(arnTokens(pieces));
  return makePattern(plainTokens(pieces, facts.ignoreCase ? foldCase : undefined), { ignoreCase: facts.ignoreCase });
}
