import type { Node } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import type { PlannedResource } from "./plan.ts";
import { ATTACHMENT_TABLE } from "./policy-table.ts";

const POLICY = "aws_iam_policy";
const BOUND = "permissions_boundary";
const BOUNDED_TYPES = new Set(["aws_iam_role", "aws_iam_user"]);

/** The ARNs of the permissions boundaries that a plan knows. */
export function knownBoundaries(resources: readonly PlannedResource[]): Set<string> {
  const bounded = resources.filter(({ type }) => BOUNDED_TYPES.has(type));
  return new Set(bounded.flatMap(({ after }) => stringValue(child(after, BOUND)) ?? []));
}

/**
 * Whether the configuration in a plan refers to a managed policy as a permissions boundary, and as nothing else. Where what is
 * attached beside it may be that policy, behind a local value or whatever a plan does not show, it is not sure.
 * Source: Terraform, JSON Output Format, Configuration Representation.
 */
export function boundaryTest(root: Node): (address: string) => boolean {
  const bound = new Set<string>();
  collect(child(child(root, "configuration"), "root_module"), [], bound);
  return (address) => {
    const { modules, rest } = addressParts(address);
    return bound.has(JSON.stringify([...modules, nameIn(rest)]));
  };
}

/** The name of a managed policy in its address within its module: `aws_iam_policy.edge["x"]`. */
function nameIn(rest: string): string | undefined {
  return /^aws_iam_policy\.([^.[\]]+)(?:\[.*\])?$/s.exec(rest)?.[1];
}

/** What refers to something: an attribute of a resource, or what leaves the module. */
type Use = { type: string | undefined; attribute: string; references: string[] };

function collect(module: Node | undefined, path: string[], bound: Set<string>): void {
  const resources = items(child(module, "resources"));
  const own = resources.flatMap((resource) =>
    usesIn(stringValue(child(resource, "type")), child(resource, "expressions")),
  );
  const calls = [...children(child(module, "module_calls"))];
  const leaving = [...calls.map(([, call]) => call), ...children(child(module, "outputs")).values()];
  const uses = [...own, ...leaving.flatMap((each) => usesIn(undefined, withoutModule(each)))];
  if (!uses.some(isHidden)) {
    for (const resource of resources.filter((each) => stringValue(child(each, "type")) === POLICY)) {
      const name = stringValue(child(resource, "name")) ?? "";
      const naming = uses.filter(({ references }) => references.some((each) => refersTo(each, name)));
      if (naming.length > 0 && naming.every(isBound)) bound.add(JSON.stringify([...path, name]));
    }
  }
  for (const [name, call] of calls) collect(child(call, "module"), [...path, name], bound);
}

function usesIn(type: string | undefined, expressions: Node | undefined): Use[] {
  return [...children(expressions)].map(([attribute, value]) => ({ type, attribute, references: referencesIn(value) }));
}

/** What is inside of a module is looked at by itself. */
function withoutModule(call: Node): Node {
  return call.kind === "object" ? { ...call, entries: call.entries.filter(({ key }) => key !== "module") } : call;
}

function referencesIn(node: Node): string[] {
  if (node.kind === "array") return node.items.flatMap(referencesIn);
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => {
    return key === "references" ? items(value).flatMap((each) => stringValue(each) ?? []) : referencesIn(value);
  });
}

function refersTo(reference: string, name: string): boolean {
  const whole = `${POLICY}.${name}`;
  return reference === whole || reference.startsWith(`${whole}.`) || reference.startsWith(`${whole}[`);
}

function isBound({ type, attribute }: Use): boolean {
  return attribute === BOUND && type !== undefined && BOUNDED_TYPES.has(type);
}

/** Types of CloudFormation, which may attach in many places. */
export const OTHERS = /^(?:awscc_|aws_cloudcontrolapi_|aws_cloudformation_)/;

/** Whether something attaches, or hands on, what the plan does not name. */
function isHidden({ type, attribute, references }: Use): boolean {
  const attaches = ATTACHMENT_TABLE.some((row) => row.type === type && row.path[0] === attribute);
  if (type !== undefined && !attaches && !OTHERS.test(type)) return false;
  return references.some((each) => !/^(?:aws_iam_policy|var)\./.test(each));
}
