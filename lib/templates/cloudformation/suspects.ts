import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";
import { givenManagedPolicy, isDocument, isDocumentText, namesManagedPolicy } from "../suspicion.ts";
import type { Owner } from "./report.ts";
import type { Gap } from "./values/outcome.ts";
import { intrinsicOf } from "./values/parse-intrinsic.ts";
import { type Template, TOO_MUCH } from "./values/template.ts";

/** Policies that do not belong to IAM. */
const NO_POLICY = new Set([
  "AWS::EC2::VerifiedAccessEndpoint",
  "AWS::EC2::VerifiedAccessGroup",
  "AWS::Logs::AccountPolicy",
  "AWS::NetworkManager::CoreNetwork",
  "AWS::OpenSearchServerless::LifecyclePolicy",
  "AWS::OpenSearchServerless::SecurityPolicy",
]);

/** Properties that contain policies in every CloudFormation type that has them. */
const POLICY =
  /^(?:Policy(?:Document|Text)?|Access(?:Policy|Policies)|AssumeRolePolicyDocument|(?:Inline|Key|Resource|Session)Policy|RepositoryPolicyText)$/;

/**
 * Values in a resource that look like policies where none is read: in unknown types and properties, and in the input of
 * a custom resource. `known`: the properties that are read. A value that cannot be seen is judged by its name.
 */
export function suspectsIn({ type, node, path, env: { template } }: Owner, known: readonly string[]): Gap[] {
  const properties = child(node, "Properties");
  const isCustom = !type.startsWith("AWS::") || type === "AWS::CloudFormation::CustomResource";
  const found = properties ? inProperties(properties, path, new Set(known), { type, isCustom, template }) : [];
  const end = found.findIndex(({ message }) => message === TOO_MUCH);
  return end === -1 ? found : found.slice(0, end + 1);
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
    .flatMap(({ key, value }) => {
      const found = suspects(value, [...path, key], search);
      const isOpen = found.length === 0 && POLICY.test(key) && isUnseen(value, search);
      return isOpen
        ? [{ message: unread("This may be a policy", search), path: [...path, key], span: value.span }]
        : found;
    });
}

type Search = { type: string; isCustom: boolean; template: Template };

function suspects(node: Node, path: Path, search: Search): Gap[] {
  const message = suspicion(node, search);
  if (message) return [{ message, path, span: node.span }];
  if (node.kind === "array") return node.items.flatMap((item, index) => suspects(item, [...path, index], search));
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => suspects(value, [...path, key], search));
}

function suspicion(node: Node, search: Search): string | undefined {
  const { type, isCustom, template } = search;
  if (isDocument(node)) return unread("This looks like a policy", search);
  const text = node.kind === "string" || intrinsicOf(node) ? textIn(node, template) : "";
  if (template.budget.steps <= 0) return TOO_MUCH;
  if (isDocumentText(text, isCustom)) return unread("This text looks like a policy", search);
  return isCustom && namesManagedPolicy(text) ? givenManagedPolicy(type) : undefined;
}

function unread(what: string, { type }: Search): string {
  return `${what}. It is not read because what ${type} does with it is not known.`;
}

/** Whether a value comes from a place that cannot be inspected. */
function isUnseen(node: Node, { type, template }: Search): boolean {
  const intrinsic = intrinsicOf(node);
  if (!intrinsic || NO_POLICY.has(type)) return false;
  const name = stringValue(intrinsic.argument) ?? "";
  if (intrinsic.name !== "Ref") return !SEEN.has(intrinsic.name);
  return !child(template.parameters.get(name), "Default");
}

/** Functions whose whole text is in the template, except for what they refer to. */
const SEEN = new Set(["Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::ToJsonString"]);

/** All text below a value, as a function may join it, with the template's values for the names in it. */
function textIn(node: Node, template: Template): string {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === "Fn::Join") {
    const [delimiter, list] = items(intrinsic.argument);
    return items(list)
      .map((item) => textIn(item, template))
      .join(stringValue(delimiter) ?? "");
  }
  if (intrinsic?.name === "Ref") return givenText(stringValue(intrinsic.argument) ?? "", template);
  if (intrinsic?.name === "Fn::FindInMap") {
    const [map] = items(intrinsic.argument);
    return looked(allText(template.mappings.get(stringValue(map) ?? "")), template);
  }
  if (node.kind === "array") return node.items.map((item) => textIn(item, template)).join("");
  if (node.kind === "object") return node.entries.map(({ value }) => textIn(value, template)).join("");
  return node.kind === "string" ? withGiven(node.value, template) : "";
}

/**
 * A text with the values of its parameters inserted; the first parameter's value comes first if the text begins with
 * it.
 */
function withGiven(text: string, template: Template): string {
  const names = new Set([...text.matchAll(/\$\{([^!}.$]+)\}/g)].flatMap(([, name]) => name ?? []));
  const [first, ...others] = [...names].map((name) => givenText(name, template));
  if (first === undefined) return text;
  return /^\s*\$\{/.test(text) ? [first, text, ...others].join("") : [text, first, ...others].join("");
}

/** Every value the template gives a parameter. */
function givenText(name: string, template: Template): string {
  const declared = template.parameters.get(name);
  return looked(`${allText(child(declared, "Default"))}${allText(child(declared, "AllowedValues"))}`, template);
}

/** Charges the budget for each look at a text, because scanning a long text repeatedly is work too. */
function looked(text: string, { budget }: Template): string {
  budget.steps -= Math.ceil(text.length / CHARACTERS_PER_STEP);
  return text;
}

const CHARACTERS_PER_STEP = 1024;

function allText(node: Node | undefined): string {
  if (node?.kind === "array") return node.items.map(allText).join("");
  if (node?.kind === "object") return node.entries.map(({ value }) => allText(value)).join("");
  return stringValue(node) ?? "";
}
