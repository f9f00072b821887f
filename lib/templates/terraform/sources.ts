import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, items, objectNode, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import { isData } from "./plan.ts";

/** Something of a plan that a value is made of, by the place where it stands. */
export type Source = { place: string; node: Node };

/** What the values of a resource are made of, or that of one of its attributes. */
export type Sources = (address: string, attribute?: string) => readonly Source[];

/** The data source that makes the text of policies. */
const DOCUMENT = "aws_iam_policy_document";

/** A module of the configuration: what its resources, outputs and the calls of other modules say. */
type Module = {
  path: string[];
  resources: ReadonlyMap<string, Node>;
  calls: ReadonlyMap<string, Node>;
  outputs: ReadonlyMap<string, Node>;
  inner: Map<string, Module>;
  outer?: { module: Module; name: string };
};

/**
 * What a value that only the apply gives is made of, as far as a plan tells: what its resource refers to, through the inputs and
 * outputs of modules, and the policy documents among that with what is known of them. Local values, and what functions make of
 * all that, a plan does not show.
 * Source: Terraform, JSON Output Format, Configuration Representation.
 */
export function sourcesIn(root: Node): Sources {
  const top = moduleOf(child(child(root, "configuration"), "root_module"), []);
  const documents = documentsIn(root);
  const known = new Map<string, readonly Source[]>();
  return (address, attribute) => {
    const { modules, rest } = addressParts(address);
    const module = modules.reduce<Module | undefined>((each, name) => each?.inner.get(name), top);
    const name = /^[^.[\]]+\.[^.[\]]+/.exec(rest)?.[0] ?? "";
    const expressions = module?.resources.get(name);
    const expression = attribute === undefined ? expressions : child(expressions, attribute);
    if (!module || !expression) return [];
    const key = JSON.stringify([...module.path, name, attribute]);
    const sources = known.get(key) ?? followed({ module, name, expression }, documents);
    known.set(key, sources);
    return sources;
  };
}

/** All of them as one text, which is another one when one of them changes. */
export function sourcesText(sources: readonly Source[]): string {
  return sources.map(({ place, node }) => `${place} ${canonicalJson(node)}`).join("\n");
}

function moduleOf(node: Node | undefined, path: string[], outer?: Module["outer"]): Module {
  const resources = new Map<string, Node>();
  for (const resource of items(child(node, "resources"))) {
    const [type, name] = [stringValue(child(resource, "type")), stringValue(child(resource, "name"))];
    const expressions = child(resource, "expressions");
    if (expressions) resources.set(`${isData(resource) ? "data." : ""}${type}.${name}`, expressions);
  }
  const calls = children(child(node, "module_calls"));
  const outputs = children(child(node, "outputs"));
  const module: Module = { path, resources, calls, outputs, inner: new Map(), ...(outer && { outer }) };
  for (const [name, call] of calls) {
    module.inner.set(name, moduleOf(child(call, "module"), [...path, name], { module, name }));
  }
  return module;
}

type Documents = ReadonlyMap<string, readonly Source[]>;

/** What a plan knows of the policy documents that are made only by the apply, of all instances of each. */
function documentsIn(root: Node): Documents {
  const found = new Map<string, Source[]>();
  for (const node of items(child(root, "resource_changes"))) {
    const address = stringValue(child(node, "address"));
    const change = child(node, "change");
    if (!isDocument(node) || address === undefined || !change) continue;
    const key = JSON.stringify([
      ...addressParts(address).modules,
      `data.${DOCUMENT}.${stringValue(child(node, "name"))}`,
    ]);
    const told = ["after", "after_unknown"].map((name): [string, Node | undefined] => [name, child(change, name)]);
    const source = { place: `planned ${address}`, node: objectNode(told, change.span) };
    found.set(key, [...(found.get(key) ?? []), source]);
  }
  return found;
}

/** Whether a resource of a plan is a policy document, which tells what the policies that are made of it say. */
export function isDocument(node: Node): boolean {
  return isData(node) && stringValue(child(node, "type")) === DOCUMENT;
}

/** An expression of a module, by its name there. */
type Expression = { module: Module; name: string; expression: Node };

function followed(first: Expression, documents: Documents): Source[] {
  const met = new Map<string, Source>();
  const open = [first];
  for (let next = open.pop(); next; next = open.pop()) {
    const { module, name, expression } = next;
    const key = JSON.stringify([...module.path, name]);
    if (met.has(key)) continue;
    const node = referencesOf(expression);
    met.set(key, { place: key, node });
    for (const source of documents.get(key) ?? []) met.set(source.place, source);
    for (const reference of namesIn(node)) open.push(...expressionsOf(reference, module));
  }
  return [...met.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
}

/** What refers to what, without constants, which the values of a resource hold too. */
function referencesOf(node: Node): Node {
  if (node.kind === "array") return { ...node, items: node.items.map(referencesOf) };
  if (node.kind !== "object") return node;
  const entries = node.entries.filter(({ key }) => key !== "constant_value");
  return { ...node, entries: entries.map((entry) => ({ ...entry, value: referencesOf(entry.value) })) };
}

function namesIn(node: Node): string[] {
  if (node.kind === "string") return [node.value];
  if (node.kind === "array") return node.items.flatMap(namesIn);
  return node.kind === "object" ? node.entries.flatMap(({ value }) => namesIn(value)) : [];
}

/** What an input, an output of a module or a policy document is made of; a resource is known by its address. */
function expressionsOf(reference: string, module: Module): Expression[] {
  const { outer } = module;
  const [, input] = /^var\.([^.[\]]+)/.exec(reference) ?? [];
  if (input !== undefined) {
    const expression = outer && child(child(outer.module.calls.get(outer.name), "expressions"), input);
    return expression ? [{ module: outer.module, name: `module.${outer.name}.${input}`, expression }] : [];
  }
  const { modules, rest } = addressParts(reference);
  const [output] = /^[^.[\]]+/.exec(rest) ?? [];
  const inner = modules.length === 1 ? module.inner.get(modules[0] ?? "") : undefined;
  if (inner && output !== undefined) {
    const expression = child(inner.outputs.get(output), "expression");
    return expression ? [{ module: inner, name: `output.${output}`, expression }] : [];
  }
  const [name] = /^data\.aws_iam_policy_document\.[^.[\]]+/.exec(reference) ?? [];
  const expression = name === undefined ? undefined : module.resources.get(name);
  return name !== undefined && expression ? [{ module, name, expression }] : [];
}
