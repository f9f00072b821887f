import type { Node } from "#lib/iam/index.ts";
import { mayNamePolicy, namesPolicy } from "../boundaries.ts";
import { child, children, items, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import type { PlannedResource } from "./plan.ts";
import { ATTACHMENT_TABLE, POLICY_TABLE } from "./policy-table.ts";

const POLICY = "aws_iam_policy";
const BOUND = "permissions_boundary";
const BOUNDED_TYPES = new Set(["aws_iam_role", "aws_iam_user"]);

/** The ARNs of the permissions boundaries known in a plan. */
export function knownBoundaries(resources: readonly PlannedResource[]): Set<string> {
  const bounded = resources.filter(({ type }) => BOUNDED_TYPES.has(type));
  return new Set(bounded.flatMap(({ after }) => stringValue(child(after, BOUND)) ?? []));
}

/** Whether a managed policy is certainly only a permissions boundary, and whether it is passed on in another way. */
export type Bounding = { isSure: (address: string) => boolean; isHandedOn: (address: string) => boolean };

/**
 * Whether the configuration in a plan refers to a managed policy only as a permissions boundary. It is not certain if
 * something else attached may be that policy, behind a local value or anything a plan does not show. Attachments and
 * mentions in documents do not count as passed on: a plan that knows the ARN shows them. Source: Terraform, JSON Output
 * Format, Configuration Representation.
 */
export function boundingIn(root: Node): Bounding {
  const found: Found = { sure: new Set(), handedOn: new Set() };
  collect(child(child(root, "configuration"), "root_module"), [], found);
  const among = (names: ReadonlySet<string>) => (address: string) => {
    const { modules, rest } = addressParts(address);
    return names.has(JSON.stringify([...modules, nameIn(rest)]));
  };
  return { isSure: among(found.sure), isHandedOn: among(found.handedOn) };
}

type Found = { sure: Set<string>; handedOn: Set<string> };

/**
 * Tests whether a plan mentions a managed policy's ARN other than as a boundary or attached policy. A resource with
 * policies may mention it inside documents, so it counts there only if the ARN is the whole value.
 */
export function namedTest(resources: readonly PlannedResource[]): (arn: string) => boolean {
  const texts = resources.flatMap(({ type, after }) => {
    if (type === POLICY) return [];
    const values = [...children(after)].filter(
      ([attribute]) => !isBound({ type, attribute }) && !attaches(type, attribute),
    );
    const own = values.flatMap(([, value]) => stringsIn(value)).filter(mayNamePolicy);
    return own.map((text) => ({ text, isStating: STATING.has(type) }));
  });
  return (arn) => texts.some(({ text, isStating }) => (isStating ? text === arn : namesPolicy(text, arn)));
}

const STATING = new Set(POLICY_TABLE.map(({ type }) => type));

function stringsIn(node: Node): string[] {
  if (node.kind === "string") return [node.value];
  if (node.kind === "array") return node.items.flatMap(stringsIn);
  return node.kind === "object" ? node.entries.flatMap(({ value }) => stringsIn(value)) : [];
}

/** The name of a managed policy in its address within its module: `aws_iam_policy.edge["x"]`. */
function nameIn(rest: string): string | undefined {
  return /^aws_iam_policy\.([^.[\]]+)(?:\[.*\])?$/s.exec(rest)?.[1];
}

/** A place that refers to something: an attribute of a resource, or a value leaving the module. */
type Use = { type: string | undefined; attribute: string; references: string[] };

function collect(module: Node | undefined, path: string[], found: Found): void {
  const resources = items(child(module, "resources"));
  const own = resources.flatMap(usesOf);
  const calls = [...children(child(module, "module_calls"))];
  const leaving = [...calls.map(([, call]) => call), ...children(child(module, "outputs")).values()];
  const uses = [...own, ...leaving.flatMap((each) => usesIn(undefined, withoutModule(each)))];
  const isHiding = uses.some(isHidden);
  for (const resource of resources.filter((each) => stringValue(child(each, "type")) === POLICY)) {
    const name = stringValue(child(resource, "name")) ?? "";
    const naming = uses.filter(({ references }) => references.some((each) => refersTo(each, name)));
    const key = JSON.stringify([...path, name]);
    if (!isHiding && naming.length > 0 && naming.every(isBound)) found.sure.add(key);
    if (naming.some(handsOn)) found.handedOn.add(key);
  }
  for (const [name, call] of calls) collect(child(call, "module"), [...path, name], found);
}

const EXPRESSIONS = "expressions";
const PROVISIONERS = "provisioners";

/** What a resource refers to: in its attributes, and in its meta-arguments and provisioners. */
function usesOf(resource: Node): Use[] {
  const type = stringValue(child(resource, "type"));
  const beside = [...children(resource)].filter(([part]) => part !== EXPRESSIONS);
  return [
    ...usesIn(type, child(resource, EXPRESSIONS)),
    ...beside.map(([attribute, value]) => ({ type, attribute, references: referencesIn(value) })),
  ];
}

function usesIn(type: string | undefined, expressions: Node | undefined): Use[] {
  return [...children(expressions)].map(([attribute, value]) => ({ type, attribute, references: referencesIn(value) }));
}

/** A module call without the module's content, which is examined separately. */
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

function isBound({ type, attribute }: Pick<Use, "type" | "attribute">): boolean {
  return attribute === BOUND && type !== undefined && BOUNDED_TYPES.has(type);
}

/** CloudFormation types, which may attach policies in many places. */
export const OTHERS = /^(?:awscc_|aws_cloudcontrolapi_|aws_cloudformation_)/;

function handsOn({ type, attribute }: Use): boolean {
  const isSpeaking = type !== undefined && (STATING.has(type) || type === "aws_iam_policy_document");
  return !isSpeaking && !isBound({ type, attribute }) && !attaches(type, attribute);
}

function attaches(type: string | undefined, attribute: string): boolean {
  return ATTACHMENT_TABLE.some((row) => row.type === type && row.path[0] === attribute);
}

/** References that may have any value in a command. */
const STANDING_IN = /^(?:each|local|module)\./;

/** Whether a use attaches or passes on something the plan does not name. */
function isHidden({ type, attribute, references }: Use): boolean {
  if (attribute === PROVISIONERS && references.some((each) => STANDING_IN.test(each))) return true;
  if (type !== undefined && !attaches(type, attribute) && !OTHERS.test(type)) return false;
  return references.some((each) => !/^(?:aws_iam_policy|var)\./.test(each));
}
