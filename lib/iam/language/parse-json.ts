import { isExactNumber } from "./exact-number.ts";
import type { Node, ObjectEntry, Position, Problem, Span } from "./source.ts";

export type ParsedJson = { ok: true; node: Node } | { ok: false; problems: Problem[] };

/** Deeper documents are refused, so that reading one needs only a bounded stack. */
const MAX_DEPTH = 64;

/** Further problems are not listed, because a hostile text could have one in every value. */
const MOST_PROBLEMS = 1_000;

const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

class Reader {
  readonly problems: Problem[] = [];
  readonly path: (string | number)[] = [];
  readonly text: string;
  private index = 0;
  private line = 1;
  private lineStart = 0;
  private readonly most: number;
  private values = 0;

  constructor(text: string, most: number) {
    this.text = text;
    this.most = most;
  }

  document(): Node {
    if (this.text.charCodeAt(0) === 0xfeff)
      this.refuse("The document starts with a byte order mark (U+FEFF): remove it.", 1);
    this.space();
    if (this.index >= this.text.length) this.refuse("The document is empty: a JSON value is required.");
    const node = this.value(0);
    this.space();
    if (this.index < this.text.length) this.refuse(`Expected nothing after the JSON value, found ${this.found()}.`, 1);
    return node;
  }

  private value(depth: number): Node {
    this.values += 1;
    if (this.values > this.most) {
      this.problems.length = 0;
      this.refuse(`The document has more than ${this.most.toLocaleString("en-US")} values.`, 1);
    }
    switch (this.text[this.index]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"': {
        const start = this.here();
        return { kind: "string", value: this.string(), span: this.since(start) };
      }
      case "t":
        return this.word("true", (span) => ({ kind: "boolean", value: true, span }));
      case "f":
        return this.word("false", (span) => ({ kind: "boolean", value: false, span }));
      case "n":
        return this.word("null", (span) => ({ kind: "null", span }));
      default:
        return this.number();
    }
  }

  private enter(depth: number): void {
    if (depth >= MAX_DEPTH) this.refuse(`The document is nested deeper than ${MAX_DEPTH} levels.`, 1);
    this.index += 1;
    this.space();
  }

  private object(depth: number): Node {
    const start = this.here();
    const entries: ObjectEntry[] = [];
    const keys = new Set<string>();
    this.enter(depth);
    if (this.text[this.index] === "}") {
      this.index += 1;
      return { kind: "object", entries, span: this.since(start) };
    }
    for (;;) {
      if (this.text[this.index] !== '"') this.refuse(`Expected a key in double quotes, found ${this.found()}.`, 1);
      const keyStart = this.here();
      const key = this.string();
      const keySpan = this.since(keyStart);
      this.path.push(key);
      if (keys.has(key) && this.problems.length < MOST_PROBLEMS) {
        const message = `The key ${JSON.stringify(key)} appears twice in one object: keep one.`;
        this.problems.push({ message, path: [...this.path], span: keySpan });
      }
      keys.add(key);
      this.space();
      if (this.text[this.index] !== ":") this.refuse(`Expected a colon after the key, found ${this.found()}.`, 1);
      this.index += 1;
      this.space();
      entries.push({ key, keySpan, value: this.value(depth + 1) });
      this.path.pop();
      if (this.closes("}")) return { kind: "object", entries, span: this.since(start) };
    }
  }

  private array(depth: number): Node {
    const start = this.here();
    const items: Node[] = [];
    this.enter(depth);
    if (this.text[this.index] === "]") {
      this.index += 1;
      return { kind: "array", items, span: this.since(start) };
    }
    for (;;) {
      this.path.push(items.length);
      items.push(this.value(depth + 1));
      this.path.pop();
      if (this.closes("]")) return { kind: "array", items, span: this.since(start) };
    }
  }

  /** After one element: true at the closing bracket, false after a comma. */
  private closes(bracket: "}" | "]"): boolean {
    this.space();
    const character = this.text[this.index];
    if (character !== bracket && character !== ",") {
      this.refuse(`Expected a comma or ${JSON.stringify(bracket)}, found ${this.found()}.`, 1);
    }
    this.index += 1;
    if (character === bracket) return true;
    this.space();
    return false;
  }

  private string(): string {
    const { text, index: start } = this;
    let end = start + 1;
    for (; ; end += 1) {
      const code = text.charCodeAt(end);
      if (code === 0x22) break;
      // The remaining cases are rare: the end of the text, control characters, escapes and non-ASCII characters.
      if (!(code >= 0x20 && code < 0x80 && code !== 0x5c)) return this.unusualString();
    }
    this.index = end + 1;
    return text.slice(start + 1, end);
  }

  private unusualString(): string {
    const start = this.here();
    this.index += 1;
    let value = "";
    let from = this.index;
    for (;;) {
      const code = this.text.charCodeAt(this.index);
      if (Number.isNaN(code)) this.refuse("The string is not closed.", 0, start);
      if (code === 0x22) break;
      if (code < 0x20) this.refuse(`A string cannot contain the control character ${codePoint(code)}.`, 1);
      if (code === 0x5c) {
        value += this.text.slice(from, this.index) + this.escape();
        from = this.index;
      } else this.index += 1;
    }
    value += this.text.slice(from, this.index);
    this.index += 1;
    if (/\p{Surrogate}/u.test(value)) this.refuse("The string contains half of a surrogate pair.", 0, start);
    return value;
  }

  private escape(): string {
    const letter = this.text[this.index + 1] ?? "";
    if (letter === "u") {
      const hex = this.text.slice(this.index + 2, this.index + 6);
      if (!/^[0-9A-Fa-f]{4}$/.test(hex)) this.refuse("\\u must be followed by four hexadecimal digits.", 2);
      if (hex === "0000") this.refuse("A string cannot contain the character U+0000.", 6);
      this.index += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const character = ESCAPES[letter];
    if (character === undefined) this.refuse(`\\${letter} is not a valid JSON escape.`, 2);
    this.index += 2;
    return character;
  }

  private number(): Node {
    const start = this.here();
    const pattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    pattern.lastIndex = this.index;
    const match = pattern.exec(this.text);
    if (match === null) this.refuse(`Expected a JSON value, found ${this.found()}.`, 1);
    this.index += match[0].length;
    const rounded = isExactNumber(match[0]) ? {} : ({ rounded: true } as const);
    const value = Number(match[0]);
    const written = String(value) === match[0] ? {} : { written: match[0] };
    return { kind: "number", value, ...rounded, ...written, span: this.since(start) };
  }

  private word(word: string, make: (span: Span) => Node): Node {
    const start = this.here();
    if (!this.text.startsWith(word, this.index)) this.refuse(`Expected a JSON value, found ${this.found()}.`, 1);
    this.index += word.length;
    return make(this.since(start));
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.index);
      if (code === 0x0a || (code === 0x0d && this.text.charCodeAt(this.index + 1) !== 0x0a)) {
        this.line += 1;
        this.lineStart = this.index + 1;
      } else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return;
      this.index += 1;
    }
  }

  private here(): Position {
    return { line: this.line, column: this.index - this.lineStart, offset: this.index };
  }

  private since(start: Position): Span {
    return { start, end: this.here() };
  }

  private found(): string {
    const code = this.text.codePointAt(this.index);
    if (code === undefined) return "the end of the document";
    return code < 0x20 || code > 0x7e ? codePoint(code) : JSON.stringify(String.fromCodePoint(code));
  }

  private refuse(message: string, length = 0, start = this.here()): never {
    const [{ length: left } = ""] = this.text.slice(this.index, this.index + length).split(/[\r\n]/);
    const end = this.here();
    const span = { start, end: { ...end, column: end.column + left, offset: end.offset + left } };
    throw new Refused({ message, path: [...this.path], span });
  }
}

function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The readable part of a text: the tree, if there is one, together with every problem. */
export function readJson(text: string, mostValues = Number.POSITIVE_INFINITY): { node?: Node; problems: Problem[] } {
  const reader = new Reader(text, mostValues);
  try {
    const node = reader.document();
    return { node, problems: reader.problems };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problems: [...reader.problems, error.problem] };
  }
}

/**
 * Reads strict JSON (RFC 8259) and records the place of every value. Refuses with line and column: duplicate keys, a
 * byte order mark, U+0000, unknown escapes, lone surrogates, nesting deeper than 64, more than `mostValues` values.
 * Linear in the text's length.
 */
export function parseJson(text: string, mostValues?: number): ParsedJson {
  const { node, problems } = readJson(text, mostValues);
  return node === undefined || problems.length > 0 ? { ok: false, problems } : { ok: true, node };
}
