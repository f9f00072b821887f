import type { Node, ObjectEntry, Problem, Span } from "#lib/iam/index.ts";
import { Composer, CST, type Document, Lexer, type ParsedNode, Parser } from "#yaml";
import { MAX_DEPTH, MAX_NODES, TOO_DEEP, TOO_MANY, TOO_MANY_LINES, TOO_MANY_MARKS } from "./limits.ts";
import { lineTable } from "./line-table.ts";
import type { Path } from "./reading.ts";
import { yamlTree } from "./yaml-tree.ts";

/** `twice` are duplicate keys in one object, of which the tree has the last. */
export type Parsed = { ok: true; node: Node; twice?: Twice[] } | { ok: false; problems: Problem[] };

/**
 * `path` leads to the key, `span` is the position of the later one, and `passedOver` is the earlier one with its value.
 */
export type Twice = { path: Path; span: Span; passedOver: ObjectEntry };

/**
 * One YAML document as a tree with positions. Limits, anchors and aliases are checked while the text is split into
 * tokens, before any tree exists, so that no input can inflate it. Tags become their long form (see `yaml-tree.ts`). A
 * byte order mark is skipped.
 */
export function parseYaml(text: string): Parsed {
  const strict = parsedBy(new Lexer(), text);
  if (strict.ok || !strict.problems[0]?.message.startsWith(BROKEN)) return strict;
  const lenient = parsedBy(lenientLexer(), text);
  return lenient.ok ? lenient : strict;
}

const BROKEN = "Invalid YAML: ";

function parsedBy(lexer: Lexer, text: string): Parsed {
  const lines = lineTable(text);
  const tokens: CST.Token[] = [];
  try {
    if (lines.count > MAX_NODES) throw new Refused(TOO_MANY_LINES, 0);
    tokenize(lexer, text, tokens);
    return yamlTree(compose(tokens, text.length).contents as ParsedNode, lines);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const span = lines.span(error.start, Math.max(error.start, error.end));
    return { ok: false, problems: [{ message: error.message, path: [], span }] };
  }
}

class Refused extends Error {
  readonly start: number;
  readonly end: number;
  constructor(message: string, start: number, end = start) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const MANY_DOCUMENTS = "The text contains more than one YAML document. Put each in its own file.";
/**
 * Characters that end a line, and with it a comment, in YAML 1.1, which CloudFormation reads, but not in the library's
 * YAML 1.2.
 */
const OTHER_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/g;
/** In double quotes both versions keep these two characters, unless white space or a document mark is next to them. */
const KEPT_BREAK = /(?<!\s)[\u2028\u2029](?!\s|\u0085|---|\.\.\.)/y;
const ALIASES = "YAML anchors and aliases are not accepted. Write the value out.";

/** Commas and spaces cost time too: a text of nothing else would take long. */
const MAX_TOKENS = 4 * MAX_NODES;
const NOT_COUNTED = new Set([
  "scalar",
  "space",
  "newline",
  "comment",
  "map-value-ind",
  "comma",
  "flow-map-end",
  "flow-seq-end",
]);

function tokenize(lexer: Lexer, text: string, into: CST.Token[]): void {
  const parser = new Parser();
  let [nodes, tokens, starts] = [0, 0, 0];
  let scalarFollows = false;
  const breaks = text.matchAll(OTHER_BREAK);
  let other = breaks.next();
  for (const lexeme of lexer.lex(text)) {
    const offset = parser.offset;
    const type: string | null = scalarFollows ? "scalar-source" : CST.tokenType(lexeme);
    scalarFollows = type === "scalar";
    if (type === "anchor" || type === "alias") throw new Refused(ALIASES, offset, offset + lexeme.length);
    if (type === "doc-start" && ++starts > 1) throw new Refused(MANY_DOCUMENTS, offset, offset + lexeme.length);
    if (type && !NOT_COUNTED.has(type)) nodes++;
    if (nodes > MAX_NODES) throw new Refused(TOO_MANY, offset);
    if (++tokens > MAX_TOKENS) throw new Refused(TOO_MANY_MARKS, offset);
    for (const token of parser.next(lexeme)) into.push(token);
    for (; !other.done && other.value.index < parser.offset; other = breaks.next()) {
      if (type !== "double-quoted-scalar" || !isKept(text, other.value.index)) throw otherBreak(other.value);
    }
    if (parser.stack.length > MAX_DEPTH + 2) throw new Refused(TOO_DEEP, offset);
  }
  for (const token of parser.end()) into.push(token);
}

type Inside = { indentNext: number };
type Step = (this: Inside) => Generator<string, unknown, unknown>;

/**
 * In quotes and brackets CloudFormation ignores indentation, but the library requires more than the parent's. This
 * lexer runs the library's private steps for these with no required indentation. Source: YAML 1.1 as SnakeYAML and
 * PyYAML read it.
 */
function lenientLexer(): Lexer {
  const own = new Lexer();
  const { parseFlowCollection, parseQuotedScalar } = own as unknown as Record<string, Step | undefined>;
  if (!parseFlowCollection || !parseQuotedScalar) throw new Error("The library yaml no longer has these steps.");
  return Object.assign(own, {
    parseFlowCollection: withoutIndent(parseFlowCollection),
    parseQuotedScalar: withoutIndent(parseQuotedScalar),
  });
}

function withoutIndent(step: Step): Step {
  return function* (this: Inside) {
    const { indentNext } = this;
    this.indentNext = 0;
    const next = yield* step.call(this);
    if (this.indentNext === 0) this.indentNext = indentNext;
    return next;
  };
}

function isKept(text: string, at: number): boolean {
  KEPT_BREAK.lastIndex = at;
  return KEPT_BREAK.test(text);
}

function otherBreak({ 0: character, index }: RegExpExecArray): Refused {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const message = `U+${code} is a line break for CloudFormation, but not here. Remove it, or break the line with LF.`;
  return new Refused(message, index, index + 1);
}

type Source = number | readonly number[] | { offset: number; source?: string };

/**
 * The library collects every error and a warning for each tag, each with a stack trace, and a hostile text can cause
 * millions. This replaces its private reporter with one that stops at the first error and skips warnings.
 */
function compose(tokens: CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, keepSourceTokens: false });
  let refused: Refused | undefined;
  const onError = (source: Source, _code: string, message: string, isWarning?: boolean) => {
    if (isWarning) return;
    // The library catches errors thrown in a node and reports them again with a wider position.
    refused ??= new Refused(`${BROKEN}${message}`, ...rangeOf(source));
    throw refused;
  };
  Object.assign(composer, { onError });
  const [first, second] = [...composer.compose(tokens, true, length)];
  const [error] = first?.errors ?? [];
  if (error) throw new Refused(`${BROKEN}${error.message}`, ...error.pos);
  if (second) throw new Refused(MANY_DOCUMENTS, second.range[0]);
  if (!first?.contents) throw new Refused("The text is empty.", 0);
  return first;
}

function rangeOf(source: Source): [number, number] {
  if (typeof source === "number") return [source, source + 1];
  if ("offset" in source) return [source.offset, source.offset + (source.source?.length ?? 1)];
  return [source[0] ?? 0, source[1] ?? source[0] ?? 0];
}
