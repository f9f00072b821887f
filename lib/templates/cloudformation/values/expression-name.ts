import type { Node } from "#lib/iam/index.ts";
import { BEHIND } from "#lib/templates/branch.ts";
import { canonicalJson, child, items, stringValue } from "#lib/templates/node.ts";
import { intrinsicOf } from "./parse-intrinsic.ts";
import type { Template } from "./template.ts";

const names = new WeakMap<Node, string>();
const CHARACTERS_PER_STEP = 32;

/**
 * The name of an expression that is not computed here: its JSON, followed by everything in the template that may change
 * its meaning between versions, such as the values of a map. Parameters keep their meaning.
 */
export function expressionName(node: Node, template: Template): string {
  const name = names.get(node) ?? nameOf(node, template);
  names.set(node, name);
  template.budget.steps -= Math.ceil(name.length / CHARACTERS_PER_STEP);
  return name;
}

function nameOf(node: Node, template: Template): string {
  const met = new Map<string, Node | undefined>();
  collect(node, template, met);
  const behind = [...met].flatMap(([place, found]) => (found ? [`${place}${canonicalJson(found)}`] : []));
  return behind.length === 0 ? canonicalJson(node) : `${canonicalJson(node)}${BEHIND}${behind.sort().join("")}`;
}

/** The names of all parameters, including pseudo parameters, that an expression uses. */
export function parametersIn(node: Node, template: Template): Set<string> {
  const met = new Map<string, Node | undefined>();
  collect(node, template, met);
  return new Set([node, ...met.values()].flatMap((each) => (each ? namesIn(each) : [])));
}

function namesIn(node: Node): string[] {
  if (node.kind === "array") return node.items.flatMap(namesIn);
  if (node.kind !== "object") return [];
  const { name, argument } = intrinsicOf(node) ?? {};
  const text = stringValue(items(argument)[0] ?? argument) ?? "";
  const below = node.entries.flatMap(({ value }) => namesIn(value));
  if (name === "Ref") return [text, ...below];
  if (name !== "Fn::Sub") return below;
  return [...[...text.matchAll(/\$\{([^}$]*)\}/g)].map(([, inner = ""]) => inner.trim()), ...below];
}

/** Collects everything a value refers to, directly and indirectly. */
function collect(node: Node, template: Template, met: Map<string, Node | undefined>): void {
  for (const [place, found] of referredBy(node, template)) {
    const key = JSON.stringify(place);
    if (met.has(key)) continue;
    met.set(key, found);
    if (found) collect(found, template, met);
  }
  if (node.kind === "array") for (const item of node.items) collect(item, template, met);
  if (node.kind === "object") for (const { value } of node.entries) collect(value, template, met);
}

type Referred = [place: string[], found: Node | undefined];

type Sections = Pick<Template, "mappings" | "conditions" | "resources">;

/** What a value itself refers to, without its children. */
export function referredBy(node: Node, { mappings, conditions, resources }: Sections): Referred[] {
  const condition = stringValue(child(node, "Condition"));
  const own: Referred[] = condition === undefined ? [] : [[["Conditions", condition], conditions.get(condition)]];
  const { name, argument } = intrinsicOf(node) ?? {};
  const parts = items(argument);
  const first = stringValue(parts[0] ?? argument) ?? "";
  const resource = (id: string): Referred => [["Resources", id], resources.get(id)];
  switch (name) {
    case "Fn::If":
      return [...own, [["Conditions", first], conditions.get(first)]];
    case "Fn::FindInMap": {
      const maps = mappings.has(first) ? [first] : [...mappings.keys()];
      return [...own, ...maps.map((map) => valueIn(mappings.get(map), ["Mappings", map], parts.slice(1, 3)))];
    }
    case "Ref":
    case "Fn::GetAtt":
      return [...own, resource(first), resource(first.split(".")[0] ?? "")];
    case "Fn::Sub":
      return [...own, ...[...first.matchAll(/\$\{\s*([^}.!\s]+)/g)].map(([, id = ""]) => resource(id))];
    default:
      return own;
  }
}

/** The content of a map below the keys that are literals. */
function valueIn(map: Node | undefined, place: string[], keys: readonly Node[]): Referred {
  const [key, ...rest] = keys;
  const name = stringValue(key);
  return name === undefined ? [place, map] : valueIn(child(map, name), [...place, name], rest);
}
