/** A place in a document: `line` counts from 1, `column` and `offset` from 0, in UTF-16 code units. */
export type Position = { line: number; column: number; offset: number };

/** A stretch of a document; `end` is exclusive. */
export type Span = { start: Position; end: Position };

export type ObjectEntry = { key: string; keySpan: Span; value: Node };

/** A JSON value with its place in the source. Positions may come from another syntax, such as a YAML template. */
export type Node =
  | { kind: "object"; entries: ObjectEntry[]; span: Span }
  | { kind: "array"; items: Node[]; span: Span }
  | { kind: "string"; value: string; span: Span }
  /**
   * `rounded`: the text has more digits than `value` can represent. `written`: the original text, if `value` prints
   * differently, as for 1.0.
   */
  | { kind: "number"; value: number; rounded?: true; written?: string; span: Span }
  | { kind: "boolean"; value: boolean; span: Span }
  | { kind: "null"; span: Span };

/** A problem, its path in the document, and its place in the source. */
export type Problem = { message: string; path: (string | number)[]; span?: Span };
