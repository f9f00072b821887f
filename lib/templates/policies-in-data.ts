import type { Node, ObjectEntry } from "#lib/iam/index.ts";
import { policyDocument } from "./json-source.ts";
import { child, children, items, type ObjectNode, stringValue } from "./node.ts";
import { readPolicyAt } from "./plain-policy.ts";
import { type Findings, nothingFound, type Path, type PolicyKind } from "./reading.ts";
import { isDocumentText, isManagedPolicyArn, isStatement } from "./suspicion.ts";

/**
 * The policies in data of another shape: lists and maps of policies, AWS responses, Kubernetes manifests. Possible
 * policies that cannot be read are incomplete. Null if the data contains neither: then it is something else. Pure.
 */
export function readPoliciesIn(root: Node): Findings | null {
  if (isServerless(root)) return gap(SERVERLESS, [], root);
  const findings = search(root, { path: [], resource: null });
  if (isEmpty(findings)) return null;
  return child(root, "terraform_version") ? gap(STATE, [], root) : findings;
}

/** `resource`: the kind of AWS resource that contains a value. `name`: what the data calls the policy. */
type Place = { path: Path; resource: string | null; name?: string | undefined };

const NOTHING = nothingFound();

function isEmpty({ policies, incomplete, attachments }: Findings): boolean {
  return policies.length + incomplete.length + attachments.length === 0;
}

function together(found: readonly Findings[]): Findings {
  return {
    ...NOTHING,
    policies: found.flatMap(({ policies }) => policies),
    incomplete: found.flatMap(({ incomplete }) => incomplete),
    attachments: found.flatMap(({ attachments }) => attachments),
  };
}

function gap(message: string, path: Path, { span }: Node): Findings {
  const owner = { resourceType: "policy", logicalId: nameOf(path), policyName: null };
  return { ...NOTHING, incomplete: [{ message, path, span, ...owner }] };
}

function nameOf(path: Path): string {
  return path.length === 0 ? "policy" : path.join(".");
}

const SERVERLESS =
  'The Serverless Framework generates a template from this file. Run "serverless package" and check .serverless/cloudformation-template-update-stack.json.';

export const STATE =
  'This is a Terraform state file. Create a plan with "terraform plan -out=plan" and "terraform show -json plan".';

/** Whether data is a Serverless Framework file, for AWS or for a provider named by a variable. */
function isServerless(root: Node): boolean {
  const provider = child(root, "provider");
  const name = stringValue(provider) ?? stringValue(child(provider, "name"));
  return child(root, "service") !== undefined && name !== undefined && /^(?:aws$|\$\{)/.test(name);
}

const STATEMENTS = "This looks like policy statements. Put them in a policy, under Statement.";
const BROKEN = "This text looks like a policy but cannot be read.";

function search(node: Node, place: Place): Findings {
  const { path } = place;
  if (isPolicy(node)) return policy(node, node, place);
  if (node.kind === "string") return searchText(node, place);
  if (isStatement(node) || items(node).some(isStatement)) return gap(STATEMENTS, path, node);
  if (node.kind === "array") {
    return together(node.items.map((item, at) => search(item, { ...place, path: [...path, at] })));
  }
  return node.kind === "object" ? searchObject(node, place) : NOTHING;
}

function isPolicy(node: Node): boolean {
  const statement = child(node, "Statement");
  return statement !== undefined && (isStatement(statement) || items(statement).some(isStatement));
}

function searchText(node: Extract<Node, { kind: "string" }>, place: Place): Findings {
  const text = /^%7B/i.test(node.value) ? decoded(node.value) : node.value;
  if (isDocumentText(text)) {
    const document = policyDocument({ ...node, value: text });
    return document.ok && isPolicy(document.node) ? policy(document.node, node, place) : gap(BROKEN, place.path, node);
  }
  if (place.resource === null || !isManagedPolicyArn(text)) return NOTHING;
  const { path } = place;
  const attachment = { resourceType: "policy", logicalId: nameOf(path), arn: text, path, span: node.span };
  return { ...NOTHING, attachments: [{ ...attachment, assumptions: [] }] };
}

/** Decodes documents that AWS returns URL-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function policy(document: Node, { span }: Node, { path, name }: Place): Findings {
  const kind = narrowedBy(String(path.findLast((step) => typeof step === "string") ?? ""));
  const owner = { logicalId: nameOf(path), policyName: name ?? null, ...(kind && { kind }) };
  return { ...NOTHING, ...readPolicyAt(document, { path, span, ...owner }) };
}

function narrowedBy(key: string): PolicyKind | undefined {
  if (BOUNDARY.test(key)) return "boundary";
  return /session.?policy/i.test(key) ? "session" : undefined;
}

const BOUNDARY = /boundary/i;

function searchObject(node: ObjectNode, { path, ...around }: Place): Findings {
  const kind = kindOf(node);
  const isAttached = child(node, "PolicyName") !== undefined && child(node, "PolicyArn") !== undefined;
  const resource = kind ?? (isAttached ? "an AWS response" : around.resource);
  const name = ["PolicyName", "policyName", "Name", "name"].map((key) => stringValue(child(node, key))).find(Boolean);
  const inside = node.entries.map((entry) => searchEntry(entry, { path: [...path, entry.key], resource, name }));
  const found = together(inside);
  if (!isEmpty(found) && isPatched(node)) {
    const message = "Patches change this resource. Its patched policies are not read.";
    return together([found, gap(message, path, node)]);
  }
  if (kind === null || !isEmpty(found) || !GRANTING_KIND.test(kind)) return found;
  return gap(`What ${kind} gives access to is not read.`, path, node);
}

function searchEntry({ key, value }: ObjectEntry, place: Place): Findings {
  const { resource, path } = place;
  if (resource !== null && value.kind === "string" && BOUNDARY.test(key)) return NOTHING;
  const found = search(value, place);
  if (resource === null || !isEmpty(found) || !GRANTING.test(key) || !isSet(value)) return found;
  return gap(`${key} of ${resource} may give access, but is not read.`, path, value);
}

/** Whether a value has content. How Crossplane resolves a reference is not an AWS policy. */
function isSet(node: Node): boolean {
  if (node.kind === "string") return node.value !== "" && node.value !== "private";
  if (node.kind === "object") return [...children(node).keys()].some((key) => !/^resol(?:ve|ution)$/.test(key));
  return node.kind !== "null" && (node.kind !== "array" || node.items.length > 0);
}

/** Whether a value is patched in a Crossplane Composition. */
function isPatched(node: Node): boolean {
  return child(node, "base") !== undefined && items(child(node, "patches")).length > 0;
}

/** The Kubernetes APIs through which Crossplane, the AWS controllers (ACK) and eksctl make AWS resources. */
export const AWS_APIS = String.raw`(?:[\w-]+\.)*(?:aws(?:\.m)?\.(?:crossplane|upbound)\.io|services\.k8s\.aws|eksctl\.io)/\w+`;
/** The type of a Pulumi resource in YAML. */
const PULUMI = /^aws(?:-native)?:[\w-]+(?:\/\w+)?:(\w+)$/;

/** The kind of an AWS resource made by a tool other than CloudFormation and Terraform, or null. */
function kindOf(node: Node): string | null {
  const isAws = new RegExp(`^${AWS_APIS}$`).test(stringValue(child(node, "apiVersion")) ?? "");
  if (isAws) return stringValue(child(node, "kind")) ?? "this resource";
  return PULUMI.exec(stringValue(child(node, "type")) ?? "")?.[1] ?? null;
}

/** Kinds of resource that exist to give access, and the names under which any kind gives some. */
const GRANTING_KIND =
  /^Role$|(?<!Lifecycle|Scaling|Backup|Protection)Policy$|Polic\w{1,40}Attachments?$|(?:Permissions?|Grant|ACL|Membership|AccountAssignment|PrincipalAssociation|FunctionURL|DelegatedAdministrator)$/i;
const GRANTING =
  /^(?:acl|grants?|grant(?:FullControl|Read|Write)\w*|(?:assumeRole|inline|key|access|resource|repository|managed|attach|wellKnown|withAddon)?Polic(?:y|ies)(?:Document|Text|ARNs?)?(?:Refs?|Selector)?)$/i;
