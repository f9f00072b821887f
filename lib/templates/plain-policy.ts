import type { Node } from "#lib/iam/index.ts";
import { withWholeArns } from "./api-resources.ts";
import { intrinsicOf } from "./cloudformation/values/parse-intrinsic.ts";
import { policyLimit } from "./limits.ts";
import { canonicalJson, child } from "./node.ts";
import {
  type Findings,
  type Incomplete,
  nothingFound,
  type Path,
  type PolicyKind,
  type TemplatePolicy,
} from "./reading.ts";

/** Reads a document that is itself a policy. CloudFormation functions in it have no template to resolve them. */
export function readPlainPolicy(root: Node): Findings {
  const place = { path: [], span: root.span, logicalId: "policy", policyName: null };
  return { ...nothingFound(), ...readPolicyAt(root, place) };
}

type Place = Pick<TemplatePolicy, "path" | "span" | "logicalId" | "policyName"> & { kind?: PolicyKind };

/** Reads a policy anywhere in a document. Its statements determine its kind if its place does not. */
export function readPolicyAt(document: Node, place: Place): Pick<Findings, "policies" | "incomplete"> {
  const { path, span, logicalId, policyName, kind = kindOfPolicy(document) } = place;
  const owner = { resourceType: "policy", logicalId, policyName, kind };
  const node = kind === "resource" ? withWholeArns(document, "policy") : document;
  const text = canonicalJson(node);
  const limit = policyLimit(node, text);
  const gaps = limit ? [{ message: limit, path, span }] : functionsIn(node, path);
  if (gaps.length > 0) return { policies: [], incomplete: gaps.map((found) => ({ ...found, ...owner })) };
  const publicType = kind === "trust" ? "AWS::IAM::AssumeRolePolicyDocument" : null;
  return { policies: [{ ...owner, publicType, path, span, node, text, assumptions: [] }], incomplete: [] };
}

const TRUST_ACTION = /^sts:(?:AssumeRole|TagSession$|SetSourceIdentity$)/i;

/** `resource` if a statement names a principal, `trust` if in addition every action assumes a role. */
function kindOfPolicy(document: Node): PolicyKind {
  const statements = oneOrMany(child(document, "Statement"));
  const named = statements.some((statement) => child(statement, "Principal") || child(statement, "NotPrincipal"));
  if (!named) return "identity";
  const actions = statements.flatMap((statement) => oneOrMany(child(statement, "Action")));
  const complete = statements.every((statement) => child(statement, "Action") && !child(statement, "NotAction"));
  const trust = complete && actions.every((action) => action.kind === "string" && TRUST_ACTION.test(action.value));
  return trust && actions.length > 0 ? "trust" : "resource";
}

function oneOrMany(node: Node | undefined): Node[] {
  if (!node) return [];
  return node.kind === "array" ? node.items : [node];
}

function functionsIn(node: Node, path: Path): Incomplete[] {
  const intrinsic = intrinsicOf(node);
  if (intrinsic) {
    const message = `${intrinsic.name} has no meaning in a policy that is not part of a template.`;
    return [{ message, path: [...path, intrinsic.name], span: node.span }];
  }
  if (node.kind === "array") return node.items.flatMap((item, index) => functionsIn(item, [...path, index]));
  if (node.kind !== "object") return [];
  return node.entries.flatMap((entry) => functionsIn(entry.value, [...path, entry.key]));
}
