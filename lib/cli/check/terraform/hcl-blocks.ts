/** From `start` up to `end`, as offsets into a text. */
export type Stretch = { start: number; end: number };

/**
 * A Terraform block, such as `resource "aws_iam_role" "app" { … }`. `head` is everything before its body. Attributes
 * have a place, and a value if they are plain text without expressions.
 */
export type Block = {
  type: string;
  labels: string[];
  head: Stretch;
  attributes: Map<string, Stretch & { text: string | null }>;
  blocks: Block[];
};

/**
 * The blocks of a file, by brackets, strings, heredocs and comments alone. Other files give whatever could be
 * understood. Source: HCL Native Syntax Specification.
 */
export function blocksIn(text: string): Block[] {
  const top: Block = { type: "", labels: [], head: { start: 0, end: 0 }, attributes: new Map(), blocks: [] };
  readBody(new Cursor(text), top, 0);
  return top.blocks;
}

/** Deeper nesting than anybody writes. Deeper content is skipped. */
const DEEPEST = 100;

const SPACE = /[ \t]*/y;
const SPACE_AND_LINES = /\s*/y;
const INNER_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)|(?:#|\/\/)[^\n]*/y;
const CLOSING: Record<string, string> = { "{": "}", "[": "]", "(": ")" };

class Cursor {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  here(): string {
    return this.text.charAt(this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Skips whitespace and comments, within the line or across lines. */
  space(isWithinLine: boolean): void {
    do this.take(isWithinLine ? SPACE : SPACE_AND_LINES);
    while (this.take(isWithinLine ? INNER_COMMENT : COMMENT));
  }

  /** Consumes a match at the cursor; the expression is sticky. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }
}

function readBody(cursor: Cursor, into: Block, depth: number): void {
  for (;;) {
    cursor.space(false);
    if (cursor.isAtEnd) return;
    if (cursor.here() === "}") {
      cursor.at += 1;
      if (depth > 0) return;
      continue;
    }
    const start = cursor.at;
    const name = cursor.take(NAME)?.[0];
    if (name === undefined) passOver(cursor, 0);
    else readEntry(cursor, into, { name, start, depth });
  }
}

function readEntry(
  cursor: Cursor,
  into: Block,
  { name, start, depth }: { name: string; start: number; depth: number },
) {
  cursor.space(true);
  if (cursor.here() === "=") {
    cursor.at += 1;
    cursor.space(true);
    const begin = cursor.at;
    while (!cursor.isAtEnd && cursor.here() !== "\n" && cursor.here() !== "}") passOver(cursor, 0);
    const value = cursor.text.slice(begin, cursor.at).trimEnd();
    into.attributes.set(name, { start, end: begin + value.length, text: plainText(value) });
    return;
  }
  const labels: string[] = [];
  for (let label = labelHere(cursor); label !== null; label = labelHere(cursor)) labels.push(label);
  if (cursor.here() !== "{") return;
  const block: Block = { type: name, labels, head: { start, end: cursor.at }, attributes: new Map(), blocks: [] };
  if (depth >= DEEPEST) {
    passOver(cursor, 0);
    return;
  }
  cursor.at += 1;
  readBody(cursor, block, depth + 1);
  into.blocks.push({
    ...block,
    head: { start, end: start + cursor.text.slice(start, block.head.end).trimEnd().length },
  });
}

function labelHere(cursor: Cursor): string | null {
  cursor.space(true);
  if (cursor.here() !== '"') return cursor.take(NAME)?.[0] ?? null;
  const start = cursor.at;
  passOver(cursor, 0);
  return plainText(cursor.text.slice(start, cursor.at)) ?? "";
}

/** A quoted string without expressions or escapes. */
function plainText(value: string): string | null {
  return /^"(?:[^"\\$%]|[$%](?!\{))*"$/.test(value) ? value.slice(1, -1) : null;
}

/** Skips the next element: a comment, a string, a heredoc, a bracketed group, or one character. */
function passOver(cursor: Cursor, depth: number): void {
  const here = cursor.here();
  const heredoc = here === "<" ? cursor.take(HEREDOC) : null;
  if (heredoc) {
    passHeredoc(cursor, heredoc[1] ?? "", depth);
    return;
  }
  if ((here === "#" || here === "/") && cursor.take(COMMENT)) return;
  cursor.at += 1;
  if (here === '"') passString(cursor, depth);
  else if (here in CLOSING && depth < DEEPEST) passBrackets(cursor, CLOSING[here] ?? "", depth + 1);
}

function passBrackets(cursor: Cursor, closing: string, depth: number): void {
  while (!cursor.isAtEnd) {
    if (cursor.here() === closing) {
      cursor.at += 1;
      return;
    }
    passOver(cursor, depth);
  }
}

function passString(cursor: Cursor, depth: number): void {
  while (!cursor.isAtEnd && cursor.here() !== "\n") {
    const here = cursor.here();
    if (here === '"') {
      cursor.at += 1;
      return;
    }
    if (here === "\\") cursor.at += 2;
    else if (!passTemplate(cursor, depth)) cursor.at += 1;
  }
}

/** An expression inside a string: `${…}` and `%{…}`, but not `$${` and `%%{`. */
function passTemplate(cursor: Cursor, depth: number): boolean {
  const { text, at } = cursor;
  const here = cursor.here();
  if (here !== "$" && here !== "%") return false;
  if (text.startsWith(`${here}${here}{`, at)) {
    cursor.at += 3;
    return true;
  }
  if (text[at + 1] !== "{") return false;
  cursor.at += 1;
  passOver(cursor, depth);
  return true;
}

/** A heredoc ends at a line with only its delimiter. */
function passHeredoc(cursor: Cursor, word: string, depth: number): void {
  for (let isLineStart = true; !cursor.isAtEnd; ) {
    const end = cursor.text.indexOf("\n", cursor.at);
    const lineEnd = end < 0 ? cursor.text.length : end;
    if (isLineStart && cursor.text.slice(cursor.at, lineEnd).trim() === word) {
      cursor.at = lineEnd;
      return;
    }
    isLineStart = false;
    while (cursor.at < lineEnd) if (!passTemplate(cursor, depth)) cursor.at += 1;
    if (cursor.here() === "\n") {
      cursor.at += 1;
      isLineStart = true;
    }
  }
}
