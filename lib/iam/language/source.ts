/** A place in a document: `line` counts from 1, `column` and `offset` from 0, in UTF-16 code units. */
export type Position = { line: number; column: number; offset: number };

/** A stretch of a document; `end` is exclusive. */
export type Span = { start: Position; end: Position };

export type ObjectEntry = { key: string; keySpan: Span; value: Node };

/** A JSON value that remembers where it was written. Positions may come from another syntax, such as a YAML template. */
export type Node =
  | { kind: "object"; entries: ObjectEntry[]; span: Span }
  | { kind: "array"; items: Node[]; span: Span }
  | { kind: "string"; value: string; span: Span }
  /** `rounded`: the text says more than `value` can hold. `written`: the text, where `value` prints as another, as that of 1.0 does. */
  | { kind: "number"; value: number; rounded?: true; written?: string; span: Span }
  | { kind: "boolean"; value: boolean; span: Span }
  | { kind: "null"; span: Span };

/** What is wrong, at which path of the document, and where that was written. */
export type Problem = { message: string; path: (string | number)[]; span?: Span };
