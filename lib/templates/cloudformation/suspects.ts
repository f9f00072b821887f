import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";
import { isDocument, isDocumentText } from "../suspicion.ts";
import { intrinsicOf } from "./intrinsic.ts";
import type { Owner } from "./report.ts";
import type { Gap } from "./resolution.ts";

/**
 * What looks like a policy in a resource and stands where none is read: in types and properties that are not known, and in
 * what a custom resource is given. `known`: the properties that are read.
 */
export function suspectsIn({ type, node, path }: Owner, known: readonly string[]): Gap[] {
  const properties = child(node, "Properties");
  const isCustom = !type.startsWith("AWS::") || type === "AWS::CloudFormation::CustomResource";
  return properties ? inProperties(properties, path, new Set(known), { type, isCustom }) : [];
}

function inProperties(node: Node, path: Path, passed: ReadonlySet<string>, search: Search): Gap[] {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === "Fn::If") {
    const branches = items(intrinsic.argument).map((each, at): [Node, Path] => [each, [...path, "Fn::If", at]]);
    return branches.flatMap(([each, place]) => inProperties(each, place, passed, search));
  }
  if (node.kind !== "object" || isDocument(node)) return suspects(node, path, search);
  return node.entries
    .filter(({ key }) => !passed.has(key))
    .flatMap(({ key, value }) => suspects(value, [...path, key], search));
}

type Search = { type: string; isCustom: boolean };

function suspects(node: Node, path: Path, search: Search): Gap[] {
  const message = suspicion(node, search);
  if (message) return [{ message, path, span: node.span }];
  if (node.kind === "array") return node.items.flatMap((item, index) => suspects(item, [...path, index], search));
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => suspects(value, [...path, key], search));
}

function suspicion(node: Node, { type, isCustom }: Search): string | undefined {
  if (isDocument(node)) return `This looks like a policy. It is not read, as nothing is known of it in ${type}.`;
  const text = node.kind === "string" || intrinsicOf(node) ? textIn(node) : "";
  if (isDocumentText(text, isCustom)) {
    return `This text looks like a policy. It is not read, as nothing is known of it in ${type}.`;
  }
  if (isCustom && MANAGED_POLICY.test(text)) {
    return `This names a managed policy. What ${type} does with it is not known.`;
  }
  return undefined;
}

const MANAGED_POLICY = /:iam::(?:aws|\d{12}|\$\{[^}]*\})?:policy\//;

/** All text below a value, as a function may join it. */
function textIn(node: Node): string {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === "Fn::Join") {
    const [delimiter, list] = items(intrinsic.argument);
    return items(list)
      .map(textIn)
      .join(stringValue(delimiter) ?? "");
  }
  if (node.kind === "array") return node.items.map(textIn).join("");
  if (node.kind === "object") return node.entries.map(({ value }) => textIn(value)).join("");
  return node.kind === "string" ? node.value : "";
}
