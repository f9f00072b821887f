import type { Location, Node, PathElement, Span } from "#lib/iam/index.ts";
import { parseJson } from "#lib/iam/index.ts";

/** `Statement/0/Effect`; a key itself is `[Effect]`, part of a string `<from+length>`. */
export function pathText(path: PathElement[]): string {
  return path
    .map((element) => {
      if ("index" in element) return String(element.index);
      if ("value" in element) return element.value;
      if ("key" in element) return `[${element.key}]`;
      return `<${element.substring.start}+${element.substring.length}>`;
    })
    .join("/");
}

export function textAt(source: string, { start, end }: Span): string {
  return source.slice(start.offset, end.offset);
}

function place(source: string, offset: number): { line: number; column: number; offset: number } {
  const lines = source.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines.at(-1)?.length ?? 0, offset };
}

/** What is wrong with a location by its document: a span outside it, or a path that leads elsewhere. */
export function locationFault(source: string, { path, span }: Location): string | undefined {
  if (!(0 <= span.start.offset && span.start.offset <= span.end.offset && span.end.offset <= source.length))
    return "the span is outside the document";
  for (const position of [span.start, span.end]) {
    const { line, column } = place(source, position.offset);
    if (position.line !== line || position.column !== column) return "line and column are not those of the offset";
  }
  const parsed = parseJson(source);
  return parsed.ok ? pathFault(source, parsed.node, path, textAt(source, span)) : undefined;
}

function pathFault(source: string, root: Node, path: PathElement[], text: string): string | undefined {
  let node = root;
  for (const element of path) {
    if ("index" in element || "value" in element) {
      const next = "index" in element ? childAt(node, element.index) : memberOf(node, element.value)?.value;
      if (next === undefined) return `nothing is at ${pathText([element])}`;
      node = next;
    } else if ("key" in element) {
      return JSON.parse(text) === element.key && memberOf(node, element.key) !== undefined ? undefined : "another key";
    } else {
      const { start, length } = element.substring;
      if (node.kind !== "string") return "a part of what is no string";
      return JSON.parse(`"${text}"`) === node.value.slice(start, start + length) ? undefined : "another part";
    }
  }
  return textAt(source, node.span) === text ? undefined : "the path leads to another value";
}

function childAt(node: Node, index: number): Node | undefined {
  return node.kind === "array" ? node.items[index] : undefined;
}

function memberOf(node: Node, key: string) {
  return node.kind === "object" ? node.entries.find((entry) => entry.key === key) : undefined;
}
