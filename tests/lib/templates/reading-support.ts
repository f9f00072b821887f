import { type Node, parseJson } from "#lib/iam/index.ts";
import { readTemplate, type TemplateOptions, type TemplateReading } from "#lib/templates/read.ts";

export type Read = Extract<TemplateReading, { ok: true }>;

/** A reading that must succeed; a refused text fails the test with its problems. */
export function read(source: string | object, options?: TemplateOptions): Read {
  const reading = readTemplate(typeof source === "string" ? source : JSON.stringify(source, null, 2), options);
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.message).join("\n"));
  return reading;
}

/** The problems of a text that must be refused. */
export function problems(text: string) {
  const reading = readTemplate(text);
  if (reading.ok) throw new Error("The text was read, though it should be refused.");
  return reading.problems;
}

/** A positioned tree as the plain value it stands for. */
export function plain(node: Node): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]));
    case "array":
      return node.items.map(plain);
    case "null":
      return null;
    default:
      return node.value;
  }
}

export function jsonNode(value: unknown): Node {
  const parsed = parseJson(JSON.stringify(value));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.node;
}

/** The text of the lines a span covers, cut to its columns. */
export function textAt(text: string, span: { start: { offset: number }; end: { offset: number } } | undefined): string {
  return span ? text.slice(span.start.offset, span.end.offset) : "";
}
