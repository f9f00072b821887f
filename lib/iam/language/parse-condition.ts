import { valueFault } from "./condition-values.ts";
import { type Family, OPERATORS, type ReadOperator, readOperator } from "./operators.ts";
import type { Condition, Text, Version } from "./policy.ts";
import { kindOf, type Path, type Problems } from "./problems.ts";
import type { Node, ObjectEntry } from "./source.ts";
import { parseTemplate } from "./template.ts";

/** Numbers that change when read must be written as strings; `1.0` is one number, but may be two texts. */
function valueText(node: Node, family: Family): string | undefined {
  if (node.kind === "string") return node.value;
  if (node.kind === "boolean") return String(node.value);
  if (node.kind !== "number" || node.rounded === true) return undefined;
  if (node.written !== undefined && family !== "number") return undefined;
  return Number.isSafeInteger(node.value) || !Number.isInteger(node.value) ? String(node.value) : undefined;
}

function whyNot({ value, rounded }: Extract<Node, { kind: "number" }>): string {
  const isLong = rounded === true || (Number.isInteger(value) && !Number.isSafeInteger(value));
  return isLong ? "this number is too long" : "this number can be written in more than one way";
}

function readValue(
  node: Node,
  operator: ReadOperator,
  version: Version,
  path: Path,
  problems: Problems,
): Text | undefined {
  const facts = OPERATORS[operator.operator];
  const text = valueText(node, facts.family);
  if (text === undefined) {
    const reason = node.kind === "number" ? `${whyNot(node)}: write it as a string` : `not ${kindOf(node)}`;
    problems.add(`A condition value must be a string, a number or a boolean; ${reason}.`, path, node);
    return undefined;
  }
  const fault = valueFault(facts.family, text);
  const pieces = facts.variables
    ? parseTemplate(text, { variables: version === "2012-10-17", wildcards: facts.wildcards })
    : [];
  const reason = fault ?? (typeof pieces === "string" ? `cannot be read: ${pieces}` : undefined);
  if (reason !== undefined) {
    problems.add(`${operator.operator}: the value ${JSON.stringify(text)} ${reason}.`, path, node);
    return undefined;
  }
  return { text, span: node.span };
}

function readTest(
  operator: ReadOperator,
  operatorEntry: ObjectEntry,
  entry: ObjectEntry,
  version: Version,
  path: Path,
  problems: Problems,
): Condition {
  if (entry.key.trim() === "") problems.add("A condition key is required.", path, { span: entry.keySpan });
  const node = entry.value;
  const items = node.kind === "array" ? node.items : [node];
  const values = items.flatMap((item, index) => {
    const place = node.kind === "array" ? [...path, index] : path;
    const value = readValue(item, operator, version, place, problems);
    return value === undefined ? [] : [value];
  });
  return { ...operator, key: entry.key, values, operatorSpan: operatorEntry.keySpan, keySpan: entry.keySpan };
}

/** Reads a Condition element: operators with keys with values. */
export function parseConditions(node: Node, version: Version, path: Path, problems: Problems): Condition[] {
  if (node.kind !== "object") {
    problems.add(`Condition must be an object, not ${kindOf(node)}.`, path, node);
    return [];
  }
  return node.entries.flatMap((operatorEntry) => {
    const place = [...path, operatorEntry.key];
    const operator = readOperator(operatorEntry.key);
    if (typeof operator === "string") {
      problems.add(`${operator}.`, place, { span: operatorEntry.keySpan });
      return [];
    }
    const block = operatorEntry.value;
    if (block.kind !== "object") {
      problems.add(`${operatorEntry.key} must be an object of condition keys, not ${kindOf(block)}.`, place, block);
      return [];
    }
    const keys = new Set<string>();
    return block.entries.map((entry) => {
      const path = [...place, entry.key];
      const key = entry.key.toLowerCase();
      if (keys.has(key)) {
        const message = `The key ${JSON.stringify(entry.key)} appears twice, because keys are not case-sensitive: keep one.`;
        problems.add(message, path, { span: entry.keySpan });
      }
      keys.add(key);
      return readTest(operator, operatorEntry, entry, version, path, problems);
    });
  });
}
