import { limits } from "./limits.ts";
import type { Path, Problem } from "./reading.ts";
import { placesIn } from "./text.ts";

/** Paths whose place is wanted, as a tree; the scan fills in the offsets it passes. */
export type WantedPlaces = { offset: number | null; children: Map<string | number, WantedPlaces> };

class Refusal extends Error {
  readonly offset: number;
  readonly path: Path;
  constructor(message: string, offset: number, path: Path) {
    super(message);
    this.offset = offset;
    this.path = path;
  }
}

/**
 * One pass over JSON text without building it: syntax, depth, size and repeated keys, each with its place.
 * JSON.parse alone would keep the last of two equal keys and name no line.
 */
export function scanJson(text: string, wanted?: WantedPlaces): Problem[] {
  const scan = new JsonScan(text);
  try {
    scan.document(wanted);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    scan.problems.push({ path: error.path, message: error.message, ...placesIn(text)(error.offset) });
  }
  return scan.problems;
}

class JsonScan {
  readonly problems: Problem[] = [];
  private readonly text: string;
  private readonly path: Path = [];
  private at = 0;
  private values = 0;
  private places: ReturnType<typeof placesIn> | null = null;

  constructor(text: string) {
    this.text = text;
  }

  document(wanted: WantedPlaces | undefined): void {
    this.value(wanted);
    this.blanks();
    if (this.at < this.text.length) this.fail(`expected the end of the file, found ${this.found()}`);
  }

  private value(wanted: WantedPlaces | undefined): void {
    this.blanks();
    if (wanted) wanted.offset = this.at;
    this.values += 1;
    if (this.values > limits.values) this.refuse(`The file holds more than ${limits.values} values, the limit.`);
    const char = this.text[this.at];
    if (char === "{") this.members(wanted);
    else if (char === "[") this.elements(wanted);
    else if (char === '"') this.string();
    else this.literal();
  }

  private members(wanted: WantedPlaces | undefined): void {
    this.enter();
    const seen = new Set<string>();
    for (let more = !this.skip("}"); more; more = this.continues("}")) {
      this.blanks();
      const start = this.at;
      if (this.text[start] !== '"') this.fail(`expected a key in double quotes, found ${this.found()}`);
      const key = this.string();
      this.path.push(key);
      if (seen.has(key)) this.report(`the key "${key}" is given twice in one object`, start);
      if (key === "__proto__") this.report('the key "__proto__" is not accepted', start);
      seen.add(key);
      if (!this.skip(":")) this.fail(`expected ":" after the key "${key}", found ${this.found()}`);
      this.value(wanted?.children.get(key));
      this.path.pop();
    }
  }

  private elements(wanted: WantedPlaces | undefined): void {
    this.enter();
    let index = 0;
    for (let more = !this.skip("]"); more; more = this.continues("]")) {
      this.path.push(index);
      this.value(wanted?.children.get(index));
      this.path.pop();
      index += 1;
    }
  }

  private enter(): void {
    if (this.path.length >= limits.depth)
      this.refuse(`The JSON is nested deeper than ${limits.depth} levels, the limit.`);
    this.at += 1;
  }

  private continues(end: "}" | "]"): boolean {
    if (this.skip(",")) return true;
    if (this.skip(end)) return false;
    return this.fail(`expected "," or "${end}", found ${this.found()}`);
  }

  private string(): string {
    const start = this.at;
    const { text } = this;
    let escaped = false;
    for (let at = start + 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        return escaped ? unescaped(text.slice(start, this.at)) : text.slice(start + 1, at);
      }
      this.at = at;
      if (code < 0x20) this.fail("a line break or control character inside a string; write it as an escape");
      if (code === 0x5c) {
        escaped = true;
        at += this.escapeLength(at) - 1;
      }
    }
    this.at = start;
    return this.fail("a string that starts here does not end");
  }

  private escapeLength(at: number): number {
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(this.text);
    return match ? match[0].length : this.fail("an escape that JSON does not know");
  }

  private literal(): void {
    LITERAL.lastIndex = this.at;
    const match = LITERAL.exec(this.text);
    if (!match) this.fail(`expected a value, found ${this.found()}`);
    else this.at += match[0].length;
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private skip(char: string): boolean {
    this.blanks();
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private found(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? "the end of the file" : JSON.stringify(String.fromCodePoint(code));
  }

  private report(message: string, offset: number): void {
    this.places ??= placesIn(this.text);
    this.problems.push({ path: [...this.path], message, ...this.places(offset) });
  }

  private fail(message: string): never {
    return this.refuse(`The JSON is broken: ${message}.`);
  }

  private refuse(message: string): never {
    throw new Refusal(message, this.at, [...this.path]);
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function unescaped(quoted: string): string {
  const value: unknown = JSON.parse(quoted);
  return String(value);
}
