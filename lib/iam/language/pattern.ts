import { OPERATORS } from "./operators.ts";
import type { Condition, Version } from "./policy.ts";
import { type Piece, parseTemplate } from "./template.ts";

/** `field`: the wildcard or variable is in one of an ARN's first five fields, where it does not cross a colon. */
export type Token =
  | { kind: "char"; char: string }
  | { kind: "one"; field: boolean }
  | { kind: "any"; field: boolean }
  | { kind: "variable"; name: string; key: string; fallback?: string; field: boolean };

/** A set of strings. `id` is equal for patterns with the same meaning, however they are written. */
export type Pattern = {
  readonly id: string;
  readonly tokens: Token[];
  readonly ignoreCase: boolean;
  readonly variables: boolean;
  /** The only string it matches, if there is exactly one. */
  readonly literal?: string;
  /** The text every match starts and ends with. */
  readonly prefix: string;
  readonly suffix: string;
  /** The number of tokens, available without creating them. */
  readonly size: number;
  /** Set if the pattern is its prefix plus one `*`, and whether that crosses colons. */
  readonly ending?: "field" | "text";
  /**
   * If AWS does not document what it matches: the certain matches and the possible matches. Open questions are whether
   * ARN fields are split before or after variable expansion, and whether `*` alone means any text or any ARN to an ARN
   * operator.
   */
  readonly sure?: Pattern;
  readonly loose?: Pattern;
};

/** Most patterns are plain texts, whose tokens are rarely needed. */
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

  get size(): number {
    return this.literal.length;
  }

  get tokens(): Token[] {
    this.made ??= charTokens(this.literal);
    return this.made;
  }
}

/** Most other patterns end in their only wildcard. */
class PrefixPattern implements Pattern {
  readonly id: string;
  readonly ignoreCase = false;
  readonly variables = false;
  readonly prefix: string;
  readonly suffix = "";
  readonly ending: "field" | "text";
  private made: Token[] | undefined;

  constructor(prefix: string, ending: "field" | "text") {
    this.prefix = prefix;
    this.ending = ending;
    this.id = escaped(prefix) + tokenId({ kind: "any", field: ending === "field" });
  }

  get size(): number {
    return this.prefix.length + 1;
  }

  get tokens(): Token[] {
    this.made ??= [...charTokens(this.prefix), { kind: "any", field: this.ending === "field" }];
    return this.made;
  }
}

/**
 * A pattern with wildcards, without variables, and without adjacent wildcards, so that its tokens match its spelling.
 */
class GlobPattern implements Pattern {
  readonly id: string;
  readonly ignoreCase = false;
  readonly variables = false;
  readonly prefix: string;
  readonly suffix: string;
  private readonly text: string;
  private readonly make: () => Token[];
  private made: Token[] | undefined;

  /** `fields`: the number of leading fields that wildcards do not leave. */
  constructor(text: string, fields: number, make: () => Token[]) {
    this.text = text;
    this.make = make;
    this.prefix = text.slice(0, text.search(WILDCARD));
    this.suffix = text.slice(Math.max(text.lastIndexOf("*"), text.lastIndexOf("?")) + 1);
    this.id = globId(text, fields);
  }

  get size(): number {
    return this.text.length;
  }

  get tokens(): Token[] {
    this.made ??= this.make();
    return this.made;
  }
}

const WILDCARD = /[*?]/;
const SIDE_BY_SIDE = /[*?][*?]/;

function isPlainGlob(source: string): boolean {
  return WILDCARD.test(source) && !/[$\\]/.test(source) && !SIDE_BY_SIDE.test(source);
}

/** The same id as from its tokens: a mark follows each wildcard that does not cross a colon. */
function globId(text: string, fields: number): string {
  const parts = text.split(":");
  const bound = parts.slice(0, fields).map((part) => part.replace(/[*?]/g, "$&\\:"));
  return [...bound, ...parts.slice(fields)].join(":");
}

/** The text before the only wildcard, a star at the end; undefined for any other text. */
function prefixOf(source: string): string | undefined {
  return /^[^*?$]+\*$/.test(source) ? source.slice(0, -1) : undefined;
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

/**
 * Folds letter by letter, because a letter may look different at the end of a word. Letters whose other case has
 * another length stay.
 */
export function foldCase(text: string): string {
  return /^[ -~]*$/.test(text) ? text.toLowerCase() : Array.from(text, foldLetter).join("");
}

function foldLetter(letter: string): string {
  const upper = letter.toUpperCase();
  const lower = (upper.length === letter.length ? upper : letter).toLowerCase();
  return lower.length === letter.length ? lower : letter;
}

/** Letters besides the capital that fold to an ASCII letter: dotless i, the Kelvin sign and long s. */
const OTHER_FORMS: Readonly<Record<string, string>> = { i: "\u0131", k: "\u212a", s: "\u017f" };
let formsOf: Map<string, string[]> | undefined;

/** Every letter that folds to this letter, which is already folded. */
export function foldForms(letter: string): string[] {
  if (letter < "\u0080") return [...new Set([letter, letter.toUpperCase(), ...(OTHER_FORMS[letter] ?? "")])];
  formsOf ??= allForms();
  return [letter, ...(formsOf.get(letter) ?? [])];
}

const LAST_WITH_CASE = 0x1ffff;

function allForms(): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (let code = 0x80; code <= LAST_WITH_CASE; code += 1) {
    const letter = String.fromCodePoint(code);
    const folded = foldLetter(letter);
    if (folded !== letter) forms.set(folded, [...(forms.get(folded) ?? []), letter]);
  }
  return forms;
}

function tokenId(token: Token): string {
  if (token.kind === "char") return escaped(token.char);
  const field = token.field ? "\\:" : "";
  if (token.kind === "one") return `?${field}`;
  if (token.kind === "any") return `*${field}`;
  return `\${${token.name}}${field}`;
}

/** In a run of wildcards of one sort, `?` goes first and a single `*` is enough, so that equal patterns look equal. */
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
    size: tokens.length,
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
 * Tokens of an ARN pattern: up to the fifth colon, nothing crosses a colon. A pattern cut short by `*` covers the
 * omitted fields; `*` alone covers everything.
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

/** Whether a text includes the first five fields of an ARN. */
function isWholeHead(prefix: string): boolean {
  return prefix.split(":", 6).length === 6;
}

/** Action names are few and repeat across policies, so their patterns are cached between policies. */
const ACTIONS = new Map<string, Pattern>();
const MOST_KEPT = 20_000;
const LONGEST_KEPT = 128;

/**
 * Actions are compared in lower case. A wildcard in service:name does not cross the colon, because no name includes
 * one.
 */
export function actionPattern(source: string): Pattern {
  const known = ACTIONS.get(source);
  if (known !== undefined) return known;
  const pattern = makeActionPattern(source);
  if (source.length > LONGEST_KEPT) return pattern;
  if (ACTIONS.size >= MOST_KEPT) ACTIONS.clear();
  ACTIONS.set(source, pattern);
  return pattern;
}

function makeActionPattern(source: string): Pattern {
  if (!/[*?]/.test(source)) return new LiteralPattern(foldCase(source));
  const prefix = prefixOf(source);
  if (prefix !== undefined) return new PrefixPattern(foldCase(prefix), prefix.includes(":") ? "field" : "text");
  const make = () => {
    const tokens = plainTokens(piecesOf(source, { variables: false, wildcards: true }), foldCase);
    const bound = source.includes(":");
    return tokens.map((token) => (token.kind === "char" || !bound ? token : { ...token, field: true }));
  };
  if (!isPlainGlob(source)) return makePattern(make());
  return new GlobPattern(foldCase(source), source.includes(":") ? Number.POSITIVE_INFINITY : 0, make);
}

export function resourcePattern(source: string, version: Version): Pattern {
  if (!/[*?$]/.test(source)) return new LiteralPattern(source);
  const prefix = prefixOf(source);
  if (prefix !== undefined && isWholeHead(prefix)) return new PrefixPattern(prefix, "text");
  const make = () => arnTokens(piecesOf(source, { variables: version === "2012-10-17", wildcards: true }));
  return isPlainGlob(source) && isWholeHead(source) ? new GlobPattern(source, 5, make) : makePattern(make());
}

/** arn:partition:service:region:account:resource, with anything in each field. */
const ANY_ARN: Token[] = [
  ...[..."arn:"].map((char): Token => ({ kind: "char", char })),
  ANY_FIELD,
  COLON,
  ANY_FIELD,
  COLON,
  ANY_FIELD,
  COLON,
  ANY_FIELD,
  COLON,
  { kind: "any", field: false },
];

function arnValuePattern(tokens: Token[], holdsArns: boolean): Pattern {
  const usual = makePattern(tokens);
  const [first] = tokens;
  if (tokens.length === 1 && first?.kind === "any") {
    return holdsArns ? usual : { ...usual, id: `${usual.id}\\|`, sure: makePattern(ANY_ARN) };
  }
  if (!tokens.some((token) => token.kind === "variable" && token.field)) return usual;
  const loose = makePattern(tokens.map((token) => ("field" in token ? { ...token, field: false } : token)));
  return { ...usual, id: `${usual.id}\\|${loose.id}`, loose };
}

/** A pattern with everything it may match. */
export function widest(pattern: Pattern): Pattern {
  return pattern.loose ?? pattern;
}

/** A pattern with only its certain matches. */
export function surest(pattern: Pattern): Pattern {
  return pattern.sure ?? pattern;
}

/** Whether a key's name says that its values are ARNs: `aws:SourceArn`, `s3:TargetArns`. */
function namesArns(key: string): boolean {
  return /arns?$/i.test(key);
}

/** A value of a String or Arn operator. */
export function valuePattern(
  source: string,
  { operator, key }: Pick<Condition, "operator" | "key">,
  version: Version,
): Pattern {
  const facts = OPERATORS[operator];
  if (!facts.ignoreCase && !/[*?$]/.test(source)) return new LiteralPattern(source);
  const prefix = facts.wildcards && !facts.ignoreCase ? prefixOf(source) : undefined;
  if (prefix !== undefined && (!facts.arn || isWholeHead(prefix))) return new PrefixPattern(prefix, "text");
  const variables = facts.variables && version === "2012-10-17";
  const pieces = piecesOf(source, { variables, wildcards: facts.wildcards });
  if (facts.arn) return arnValuePattern(arnTokens(pieces), namesArns(key));
  return makePattern(plainTokens(pieces, facts.ignoreCase ? foldCase : undefined), { ignoreCase: facts.ignoreCase });
}
