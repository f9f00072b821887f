import type { Node } from "#lib/iam/index.ts";
import { child, items, rowOf, stringValue } from "#lib/templates/node.ts";
import { modulesOf } from "#lib/templates/terraform/configuration.ts";
import { type PlannedResource, plannedResources } from "#lib/templates/terraform/plan.ts";
import { anyOf, type Given, type Holding } from "./holding.ts";

/** Attributes by which other resources of a plan name the holders of their policies, or group members. */
const GIVERS: Readonly<Record<string, string[]>> = {
  aws_iam_role: ["role", "roles", "role_name"],
  aws_iam_user: ["user", "users", "user_name"],
  aws_iam_group: ["group", "groups", "group_name"],
};

const GIVING_TYPE = /^aws_iam_(?:(?:role|user|group)_polic|policy_attachment|(?:user_)?group_membership)/;

/**
 * What other resources of a plan give to this one. Group membership and group policies are not followed, so grants to
 * users are then uncertain. Source: documentation of the AWS provider.
 */
export function givenInPlan(root: Node, wanted: string): Given {
  const resources = resourcesIn(root);
  const own = resources.find(({ address }) => address === wanted);
  const attributes = rowOf(GIVERS, own?.type ?? "");
  const given: Given = { sure: [], unsure: [] };
  if (!own || !attributes) return given;
  for (const resource of resources.filter(({ type }) => GIVING_TYPE.test(type))) {
    const holding = anyOf(attributes.map((attribute) => isNamed(resource, attribute, own, root)));
    if (holding === "no") continue;
    const isSure = holding === "yes" && !resource.type.endsWith("membership");
    given[isSure ? "sure" : "unsure"].push(resource.address);
  }
  return given;
}

function resourcesIn(root: Node): PlannedResource[] {
  return plannedResources(root).flatMap((each) => ("message" in each ? [] : [each]));
}

function isNamed(resource: PlannedResource, attribute: string, own: PlannedResource, root: Node): Holding {
  const name = stringValue(child(own.after, "name"));
  const value = child(resource.after, attribute);
  const values = value?.kind === "array" ? items(value) : value && value.kind !== "null" ? [value] : [];
  const known = values.map((each): Holding => {
    return name === undefined ? "maybe" : stringValue(each) === name ? "yes" : "no";
  });
  const unknown = child(resource.unknown, attribute);
  return anyOf(unknown && hasUnknown(unknown) ? [...known, isReferred(resource, attribute, own, root)] : known);
}

function hasUnknown(node: Node): boolean {
  if (node.kind === "array") return node.items.some(hasUnknown);
  return node.kind === "boolean" && node.value;
}

/** Whether the configuration takes a value known only after apply from this resource. */
function isReferred(resource: PlannedResource, attribute: string, own: PlannedResource, root: Node): Holding {
  const expression = child(child(configured(resource, root), "expressions"), attribute);
  const references = items(child(expression, "references")).flatMap((each) => stringValue(each) ?? []);
  if (references.length === 0) return "maybe";
  const isSameModule = canonicalModules(resource) === canonicalModules(own);
  const whole = `${own.type}.${own.name}`;
  const isOne = (each: string) => each === whole || each.startsWith(`${whole}.`);
  if (isSameModule && references.some(isOne)) return own.address.endsWith("]") ? "maybe" : "yes";
  const isOther = (each: string) => each.startsWith("aws_iam_") && !each.startsWith(whole);
  return isSameModule && references.every(isOther) ? "no" : "maybe";
}

function canonicalModules({ address }: PlannedResource): string {
  return modulesOf(address).join("/");
}

function configured({ address, type, name }: PlannedResource, root: Node): Node | undefined {
  const top = child(child(root, "configuration"), "root_module");
  const module = modulesOf(address).reduce<Node | undefined>(
    (node, each) => child(child(child(node, "module_calls"), each), "module"),
    top,
  );
  return items(child(module, "resources")).find(
    (each) => stringValue(child(each, "type")) === type && stringValue(child(each, "name")) === name,
  );
}

const BOUNDARY = "permissions_boundary";

export function boundaryInPlan(root: Node, wanted: string): Holding {
  const own = resourcesIn(root).find(({ address }) => address === wanted);
  const unknown = child(own?.unknown, BOUNDARY);
  const isKnown = Boolean(stringValue(child(own?.after, BOUNDARY)));
  return isKnown || (unknown !== undefined && hasUnknown(unknown)) ? "yes" : "no";
}
