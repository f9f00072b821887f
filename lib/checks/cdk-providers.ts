import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, items, stringValue } from "#lib/templates/node.ts";
import { EMPTIES, EMPTYING, type Grant, PROVIDERS, type Provider } from "./cdk-provider-table.ts";

/** The parts of a policy that match what the CDK writes for its own custom resources. */
export type CdkWritten = { provider: string; statements: "all" | ReadonlySet<number> };

/**
 * Policies in a template written by the CDK for its own custom resources, by logical id. Names alone are not trusted:
 * each statement is compared with the CDK's, on the same resource types. A broader or different statement does not
 * match.
 */
export function cdkWritten(template: Node): ReadonlyMap<string, CdkWritten> {
  const resources = children(child(template, "Resources"));
  const typeOf = (id: string) => stringValue(child(resources.get(id), "Type"));
  const of = (type: string) =>
    [...resources].flatMap(([id, resource]): [string, Node | undefined][] =>
      typeOf(id) === type ? [[id, child(resource, "Properties")]] : [],
    );
  const found = new Map<string, CdkWritten>();
  const roles = new Map<string, Provider>();
  for (const [id, properties] of of("AWS::IAM::Role")) {
    const provider = PROVIDERS.find(({ role }) => role.test(id));
    if (!provider || !isRole(properties, provider, typeOf)) continue;
    roles.set(id, provider);
    found.set(id, { provider: provider.name, statements: "all" });
  }
  for (const [id, properties] of of("AWS::IAM::Policy")) {
    const provider = roles.get(heldBy(properties) ?? "");
    const isWritten = provider && isDocument(child(properties, "PolicyDocument"), provider.grants, typeOf);
    if (isWritten) found.set(id, { provider: provider.name, statements: "all" });
  }
  for (const [id, properties] of of("AWS::S3::BucketPolicy")) {
    const statements = statementsOf(child(properties, "PolicyDocument")) ?? [];
    // A part written differently may not be a statement, which would shift the numbers of the following ones.
    if (!statements.every((one) => child(one, "Effect"))) continue;
    const emptying = statements.flatMap((one, index) => (isEmptying(one, roles, typeOf) ? [index] : []));
    if (emptying.length > 0) found.set(id, { provider: EMPTIES, statements: new Set(emptying) });
  }
  return found;
}

type TypeOf = (id: string) => string | undefined;

const ROLE = [
  "AssumeRolePolicyDocument",
  "Description",
  "ManagedPolicyArns",
  "PermissionsBoundary",
  "Policies",
  "Tags",
];
/** Allows writing logs, and creating network interfaces in a VPC. */
const RUNS_FUNCTIONS = /^iam:policy\/service-role\/AWSLambda(?:Basic|VPCAccess)ExecutionRole$/;

function isRole(role: Node | undefined, { by = "lambda.amazonaws.com", grants }: Provider, typeOf: TypeOf): boolean {
  const trusted = `[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"${by}"}}]`;
  const trust = child(child(role, "AssumeRolePolicyDocument"), "Statement");
  const [managed, inline] = [child(role, "ManagedPolicyArns"), child(role, "Policies")];
  return (
    hasOnly(role, ROLE) &&
    hasOnly(child(role, "AssumeRolePolicyDocument"), DOCUMENT) &&
    trust !== undefined &&
    canonicalJson(trust) === trusted &&
    [managed, inline].every((list) => list === undefined || list.kind === "array") &&
    items(managed).every((arn) => RUNS_FUNCTIONS.test(textOf(arn, typeOf) ?? "")) &&
    items(inline).every((one) => {
      return hasOnly(one, ["PolicyName", "PolicyDocument"]) && isDocument(child(one, "PolicyDocument"), grants, typeOf);
    })
  );
}

/** The only role in the template with the policy. */
function heldBy(policy: Node | undefined): string | undefined {
  const [role, ...others] = items(child(policy, "Roles"));
  if (others.length > 0 || !hasOnly(policy, ["PolicyDocument", "PolicyName", "Roles"])) return undefined;
  return hasOnly(role, ["Ref"]) ? stringValue(child(role, "Ref")) : undefined;
}

function isEmptying(statement: Node, roles: ReadonlyMap<string, Provider>, typeOf: TypeOf): boolean {
  const principal = child(statement, "Principal");
  const [id, attribute] = items(child(child(principal, "AWS"), "Fn::GetAtt")).map(stringValue);
  const isRole = hasOnly(principal, ["AWS"]) && attribute === "Arn" && roles.get(id ?? "")?.name === EMPTIES;
  return isRole && isGranted(statement, [EMPTYING], typeOf, ["Principal"]);
}

const DOCUMENT = ["Statement", "Version"];

function isDocument(document: Node | undefined, grants: readonly Grant[], typeOf: TypeOf): boolean {
  if (!hasOnly(document, DOCUMENT)) return false;
  return statementsOf(document)?.every((one) => isGranted(one, grants, typeOf)) ?? false;
}

/** Whether a statement allows no more than one of the grants. */
function isGranted(statement: Node, grants: readonly Grant[], typeOf: TypeOf, more: readonly string[] = []): boolean {
  const [effect, condition] = [child(statement, "Effect"), child(statement, "Condition")];
  const actions = listOf(child(statement, "Action")).map(stringValue);
  const resources = listOf(child(statement, "Resource")).map((one) => textOf(one, typeOf));
  if (!hasOnly(statement, ["Action", "Condition", "Effect", "Resource", "Sid", ...more])) return false;
  if (stringValue(effect) !== "Allow" || actions.length === 0 || resources.length === 0) return false;
  return grants.some(({ actions: granted, on, when }) => {
    const isAsked = actions.every((action) => action !== undefined && granted.includes(action));
    const isThere = resources.every((text) => text !== null && on.some((pattern) => pattern.test(text)));
    return isAsked && isThere && (when === undefined || (condition !== undefined && canonicalJson(condition) === when));
  });
}

function statementsOf(document: Node | undefined): Node[] | null {
  const statements = child(document, "Statement");
  return statements?.kind === "array" ? statements.items : null;
}

function listOf(node: Node | undefined): Node[] {
  return node?.kind === "array" ? node.items : node ? [node] : [];
}

function hasOnly(node: Node | undefined, keys: readonly string[]): boolean {
  return node?.kind === "object" && node.entries.every(({ key }) => keys.includes(key));
}

const ARN =
  /^arn:(?:\{AWS::Partition\}|aws[\w-]*):([a-z0-9-]+):(?:\{AWS::Region\}|[a-z0-9-]*):(?:\{AWS::AccountId\}|\d{12}|aws)?:(.+)$/s;

/** A text in the form used by the provider table; null if built in another way. */
function textOf(node: Node, typeOf: TypeOf): string | null {
  const text = writtenOf(node, typeOf);
  const [, service, resource] = ARN.exec(text ?? "") ?? [];
  return service === undefined ? text : `${service}:${resource}`;
}

function writtenOf(node: Node, typeOf: TypeOf): string | null {
  if (node.kind === "string") return /[{}]/.test(node.value) ? null : node.value;
  const [entry, ...others] = node.kind === "object" ? node.entries : [];
  if (!entry || others.length > 0) return null;
  const { key, value } = entry;
  if (key === "Ref") return referenceOf(stringValue(value), undefined, typeOf);
  if (key === "Fn::GetAtt") {
    const [id, attribute] = items(value).map(stringValue);
    return attribute === undefined ? null : referenceOf(id, attribute, typeOf);
  }
  if (key === "Fn::Sub" && value.kind === "string") return together(partsOf(value.value, typeOf));
  const [separator, parts] = key === "Fn::Join" ? items(value) : [];
  return stringValue(separator) === "" ? together(items(parts).map((part) => writtenOf(part, typeOf))) : null;
}

function partsOf(text: string, typeOf: TypeOf): (string | null)[] {
  return text.split(/(\$\{[^{}]*\})/).map((part, at) => {
    if (at % 2 === 0) return /[{}]/.test(part) ? null : part;
    const [id, attribute] = part.slice(2, -1).split(".");
    return referenceOf(id, attribute, typeOf);
  });
}

function referenceOf(id: string | undefined, attribute: string | undefined, typeOf: TypeOf): string | null {
  const name = id?.startsWith("AWS::") ? id : typeOf(id ?? "");
  if (name === undefined) return null;
  return attribute === undefined ? `{${name}}` : `{${name}.${attribute}}`;
}

function together(texts: readonly (string | null)[]): string | null {
  return texts.every((text) => text !== null) ? texts.join("") : null;
}
