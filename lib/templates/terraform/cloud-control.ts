import type { Node, Span } from "#lib/iam/index.ts";
import { BRINGING_TYPES } from "#lib/templates/cloudformation/expansion/policies-elsewhere.ts";
import { HELD_BY } from "#lib/templates/cloudformation/holders/holder-table.ts";
import { LINK_ROWS } from "#lib/templates/cloudformation/holders/links.ts";
import { KNOWN_LATER } from "#lib/templates/cloudformation/values/resolve-intrinsic.ts";
import { pathsOf } from "#lib/templates/resource-holders.ts";
import { POLICY_TABLE } from "../cloudformation/policy-table.ts";
import { readCloudFormation } from "../cloudformation/read-cloudformation.ts";
import { SHARING_TABLE } from "../cloudformation/sharing-table.ts";
import { parseJsonSource } from "../json-source.ts";
import { arrayNode, child, children, items, objectNode, stringNode, stringValue, withSpan } from "../node.ts";
import { type Findings, nothingFound, type Path } from "../reading.ts";
import { type Configuration, isConfigured } from "./configuration.ts";
import type { PlannedResource } from "./plan.ts";
import { addIncomplete, type Plan } from "./policies.ts";
import { isSame } from "./stacks.ts";

/** The AWS resource that can make any CloudFormation resource; the provider awscc has a type for each. */
const ANY_RESOURCE = "aws_cloudcontrolapi_resource";

const letters = (name: string) => name.replace(/[^A-Za-z\d]/g, "").toLowerCase();

/** CloudFormation types by their awscc names, compared by letters because awscc splits words inconsistently. */
const TYPES = new Map([...BRINGING_TYPES].map((type) => [letters(type.replace(/^AWS/, "awscc")), type]));

/**
 * The property names that are read, for each type by their letters, because the words of a name do not determine its
 * spelling.
 */
const NAMES = new Map<string, Map<string, string>>();
const HELD = [...Object.entries(HELD_BY), ...Object.entries(LINK_ROWS)];
const HOLDERS = HELD.map(([type, rows]) => ({ type, path: rows.flatMap(pathsOf).flat() }));
for (const { type, path } of [...POLICY_TABLE, ...SHARING_TABLE, ...HOLDERS]) {
  NAMES.set(type, new Map([...(NAMES.get(type) ?? []), ...path.map((name) => [letters(name), name] as const)]));
}
NAMES.set("AWS::Lambda::Permission", new Map([["principalorgid", "PrincipalOrgID"]]));

/**
 * For each awscc type, the letters of the attributes that say whom it gives a policy to, or what it puts the policy on.
 */
const HOLDING = new Map(
  HELD.map(([type, rows]) => {
    return [letters(type.replace(/^AWS/, "")), new Set(rows.flatMap(pathsOf).map(([first = ""]) => letters(first)))];
  }),
);

export function isCloudControl(type: string): boolean {
  return type === ANY_RESOURCE || (type.startsWith("awscc_") && TYPES.has(letters(type)));
}

/**
 * Findings in the resources a plan makes through Cloud Control: they have CloudFormation's properties and are read
 * together as one template. Source: documentation of the AWS Cloud Control provider, and of
 * `aws_cloudcontrolapi_resource`.
 */
export function readCloudControl(all: readonly PlannedResource[], plan: Plan): void {
  const resources = all.filter(({ type }) => isCloudControl(type));
  const now = resources.flatMap((resource) => asTemplateResource(resource, plan) ?? []);
  const found = readTemplateOf(now, plan);
  const past = resources.flatMap((resource) => {
    return resource.before?.kind === "object" ? (templateResource(resource, resource.before) ?? []) : [];
  });
  const before = readTemplateOf(past, plan).policies;
  const byAddress = new Map(now.map((each) => [each.resource.address, each]));
  const named = <Value extends { logicalId: string; resourceType: string }>(value: Value): Value => {
    const { resource } = byAddress.get(value.logicalId) ?? {};
    return resource ? { ...value, resourceType: resource.type } : value;
  };
  const placed = <Value extends { logicalId?: string; resourceType?: string; path: Path }>(value: Value): Value => {
    const address = addressIn(value.logicalId ?? "");
    const owner = byAddress.get(address);
    if (!owner) return value;
    const { resource, written } = owner;
    const [, , , ...below] = value.path;
    const path = [...resource.path, ...below.map((step) => written.get(String(step)) ?? step)];
    return { ...value, path, ...(value.logicalId === address && { resourceType: resource.type }) };
  };
  for (const policy of found.policies) {
    const same = before.find((each) => isSame(each, policy));
    plan.findings.policies.push({ ...placed(policy), ...(same && { before: same.node }) });
  }
  plan.findings.incomplete.push(...found.incomplete.map(placed));
  plan.findings.attachments.push(...found.attachments.map(placed));
  plan.findings.links.push(...found.links.map(named));
  plan.findings.resources.push(...found.resources.map(named));
  const neverMade = found.neverMade?.map(placed);
  if (neverMade) plan.findings.neverMade = [...(plan.findings.neverMade ?? []), ...neverMade];
}

/** The address of a resource without its nested part, which follows a slash that is in no key. */
function addressIn(place: string): string {
  const [last = "", ...nested] = place.slice(place.lastIndexOf("]") + 1).split("/");
  return nested.length === 0 ? place : place.slice(0, place.lastIndexOf("]") + 1) + last;
}

/** A resource in template form. `written`: how the plan spells its property names. */
type TemplateResource = { resource: PlannedResource; node: Node; written: Map<string, string> };

function readTemplateOf(resources: readonly TemplateResource[], { options, nested }: Plan): Findings {
  const [first] = resources;
  if (!first) return nothingFound();
  const { span } = first.node;
  const entries = resources.map(({ resource, node }): [string, Node] => [resource.address, node]);
  return readCloudFormation(objectNode([["Resources", objectNode(entries, span)]], span), options, nested);
}

function asTemplateResource(resource: PlannedResource, plan: Plan): TemplateResource | undefined {
  const { after, unknown, path, node } = resource;
  const unset = unknown && withoutUnset(resource, unknown, plan.configuration);
  const holders = HOLDING.get(letters(resource.type.replace(/^awscc/, "")));
  let isTold = true;
  const madeOf = (name: string) => {
    const made = holders?.has(letters(name)) ? plan.sources.textOf(resource.address, name) : "";
    isTold &&= made !== null;
    return made ?? "";
  };
  const made = unset && templateResource(resource, after, unset, madeOf);
  if (made && isTold) return made;
  const message = "What this resource is or contains is known only after the plan is applied, or cannot be read.";
  addIncomplete({ resource, plan, policyName: null, path, span: node.span, message });
  return undefined;
}

/** The mask of unknown values without those the configuration does not set, because AWS fills them in. */
function withoutUnset(resource: PlannedResource, unknown: Node, configuration: Configuration): Node {
  if (unknown.kind !== "object") return unknown;
  return {
    ...unknown,
    entries: unknown.entries.filter(({ key }) => isConfigured(configuration, resource, key) !== false),
  };
}

function templateResource(
  resource: PlannedResource,
  values: Node,
  unknown?: Node,
  madeOf?: Renaming["madeOf"],
): TemplateResource | undefined {
  const written = new Map<string, string>();
  const { span } = values;
  const isAny = resource.type === ANY_RESOURCE;
  const type = isAny ? stringValue(child(values, "type_name")) : TYPES.get(letters(resource.type));
  const names = NAMES.get(type ?? "") ?? new Map();
  const state = child(values, "desired_state");
  const properties = isAny ? stateIn(state) : renamed(values, unknown, { names, written, span, madeOf });
  if (type === undefined || !properties) return undefined;
  const entries: [string, Node][] = [
    ["Type", stringNode(type, span)],
    ["Properties", properties],
  ];
  return { resource, node: objectNode(entries, span), written };
}

function stateIn(state: Node | undefined): Node | undefined {
  const text = stringValue(state);
  const parsed = text === undefined ? undefined : parseJsonSource(text);
  return state && parsed?.ok && parsed.node.kind === "object" ? withSpan(parsed.node, state.span) : undefined;
}

/** `keeps`: the names are user-defined. `madeOf`: the source of a holder's value that is only known after apply. */
type Renaming = {
  names: ReadonlyMap<string, string>;
  written: Map<string, string>;
  span: Span;
  keeps?: boolean;
  madeOf?: ((name: string) => string) | undefined;
};

/** A value with CloudFormation's names, and an unknown function in place of each value that only the apply decides. */
function renamed(node: Node | undefined, mask: Node | undefined, renaming: Renaming): Node {
  const { span, keeps, madeOf, ...naming } = renaming;
  if (mask?.kind === "boolean" && mask.value) {
    return objectNode([[KNOWN_LATER, stringNode(madeOf?.("") ?? "", span)]], span);
  }
  if (node?.kind === "array" || mask?.kind === "array") {
    const list = items(node);
    const masks = items(mask);
    const length = Math.max(list.length, masks.length);
    const all = Array.from({ length }, (_, at) =>
      renamed(list[at], masks[at], { ...naming, madeOf, span: list[at]?.span ?? span }),
    );
    return arrayNode(all, node?.span ?? span);
  }
  const keys = new Set([...children(node).keys(), ...children(mask).keys()]);
  if (keys.size === 0) return node ?? { kind: "null", span };
  const entries = [...keys].flatMap((name): [string, Node][] => {
    const value = child(node, name);
    const inside = {
      ...naming,
      span: value?.span ?? span,
      keeps: name === "parameters" && value?.kind !== "array",
      madeOf: madeOf && (() => madeOf(name)),
    };
    const property = renamed(value, child(mask, name), inside);
    return property.kind === "null" ? [] : [[keeps ? name : nameOf(name, naming), property]];
  });
  return entries.length === 0 && node?.kind !== "object"
    ? { kind: "null", span }
    : objectNode(entries, node?.span ?? span);
}

function nameOf(key: string, { names, written }: Pick<Renaming, "names" | "written">): string {
  const words = key.split("_").map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  const name = names.get(letters(key)) ?? words.join("");
  written.set(name, key);
  return name;
}
