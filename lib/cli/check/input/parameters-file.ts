import { type Node, type Problem, parseJson } from "#lib/iam/index.ts";
import { child, items } from "#lib/templates/node.ts";

type Values = Record<string, string | string[]>;
type Read = { ok: true; value: Values } | { ok: false; problems: Problem[] };

/**
 * Parameter values in the formats of AWS tools: an object of values, the same under `Parameters`, or a list of
 * `{ParameterKey, ParameterValue}`.
 */
export function readParameters(text: string): Read {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const problems: Problem[] = [];
  const value = parsed.node.kind === "array" ? ofList(parsed.node, problems) : ofObject(parsed.node, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

function ofList(list: Node, problems: Problem[]): Values {
  const entries = items(list).flatMap((item, index): [string, string | string[]][] => {
    const key = child(item, "ParameterKey");
    const value = child(item, "ParameterValue");
    if (key?.kind === "string" && value) return [[key.value, textOf(value, [index, "ParameterValue"], problems)]];
    const message = "Expected an object with ParameterKey and ParameterValue.";
    problems.push({ message, path: [index], span: item.span });
    return [];
  });
  return Object.fromEntries(entries);
}

function ofObject(node: Node, problems: Problem[]): Values {
  const object = child(node, "Parameters") ?? node;
  if (object.kind !== "object") {
    problems.push({ message: "Expected an object of parameter values.", path: [], span: object.span });
    return {};
  }
  const entries = object.entries.map(({ key, value }) => [key, textOf(value, [key], problems)]);
  return Object.fromEntries(entries);
}

function textOf(node: Node, path: (string | number)[], problems: Problem[]): string | string[] {
  if (node.kind === "string") return node.value;
  if (node.kind === "number" || node.kind === "boolean") return String(node.value);
  if (node.kind === "array") return node.items.map((item, index) => String(textOf(item, [...path, index], problems)));
  problems.push({ message: "Expected a string or a list of strings.", path, span: node.span });
  return "";
}
