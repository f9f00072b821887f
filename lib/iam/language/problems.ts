import type { Node, Problem } from "./source.ts";

export type Path = (string | number)[];

/** Collects every problem of a document, so that a reader sees all of them together. */
export class Problems {
  readonly list: Problem[] = [];

  add(message: string, path: Path, node?: Pick<Node, "span">): void {
    this.list.push(node === undefined ? { message, path } : { message, path, span: node.span });
  }
}

export function kindOf(node: Node): string {
  return node.kind === "array" || node.kind === "object"
    ? `an ${node.kind}`
    : node.kind === "null"
      ? "null"
      : `a ${node.kind}`;
}

/** The members of an object without unknown keys; undefined, with a problem, for anything else. */
export function membersOf(
  node: Node,
  known: readonly string[],
  what: string,
  path: Path,
  problems: Problems,
): Map<string, Node> | undefined {
  if (node.kind !== "object") {
    problems.add(`${what} must be an object, not ${kindOf(node)}.`, path, node);
    return undefined;
  }
  const members = new Map<string, Node>();
  for (const { key, keySpan, value } of node.entries) {
    const place = [...path, key];
    if (members.has(key))
      problems.add(`The key ${JSON.stringify(key)} appears twice: keep one.`, place, { span: keySpan });
    else if (known.includes(key)) members.set(key, value);
    else {
      const near = known.find((name) => name.toLowerCase() === key.trim().toLowerCase());
      const hint = near === undefined ? `: expected one of ${known.join(", ")}.` : `: write ${near}.`;
      problems.add(`${what} has no element ${JSON.stringify(key)}${hint}`, place, { span: keySpan });
    }
  }
  return members;
}

/** A string or an array of strings. Paths are only built for the few at fault. */
export function stringsOf(
  node: Node,
  what: string,
  path: Path,
  problems: Problems,
): { text: string; span: Node["span"]; path: () => Path }[] {
  const texts: { text: string; span: Node["span"]; path: () => Path }[] = [];
  for (const [index, item] of (node.kind === "array" ? node.items : [node]).entries()) {
    const place = () => (node.kind === "array" ? [...path, index] : path);
    if (item.kind === "string") texts.push({ text: item.value, span: item.span, path: place });
    else problems.add(`${what} must be a string or a list of strings, not ${kindOf(item)}.`, place(), item);
  }
  return texts;
}
