import type { Node } from "#lib/iam/index.ts";
import { mayNamePolicy, namesPolicy, withBoundaries } from "#lib/templates/boundaries.ts";
import { POLICY_TABLE } from "#lib/templates/cloudformation/policy-table.ts";
import { worldsWith } from "#lib/templates/cloudformation/values/existence.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { referredBy } from "#lib/templates/cloudformation/values/expression-name.ts";
import type { Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { resolution } from "#lib/templates/cloudformation/values/resolve.ts";
import type { Template } from "#lib/templates/cloudformation/values/template.ts";
import { walk } from "#lib/templates/cloudformation/walk.ts";
import { child, children, items, rowOf, stringValue } from "#lib/templates/node.ts";
import type { Findings, TemplatePolicy } from "#lib/templates/reading.ts";

/** The property path at which a resource type names a managed policy as a permissions boundary. */
const BOUNDED: Record<string, string[]> = {
  "AWS::IAM::Role": ["PermissionsBoundary"],
  "AWS::IAM::User": ["PermissionsBoundary"],
  "AWS::SSO::PermissionSet": ["PermissionsBoundary", "ManagedPolicyArn"],
  "AWS::Serverless::Function": ["PermissionsBoundary"],
  "AWS::Serverless::StateMachine": ["PermissionsBoundary"],
};

/** The condition key with which a statement requires a permissions boundary. */
const ASKED_BY = "iam:permissionsboundary";
const STATING = new Set(POLICY_TABLE.map(({ type }) => type));

/** Properties with which a managed policy names its own holders. */
const HELD_BY = ["Groups", "Roles", "Users"];

/**
 * Findings of a template, with its managed policies that are only used as boundaries marked. `root` is the expanded
 * template.
 */
export function readBoundaries(template: Template, root: Node, findings: Findings): Findings {
  const { bounds, ...uses } = usesIn(template, root);
  const isHeld = ({ logicalId, arns = [] }: TemplatePolicy) => {
    const properties = child(template.resources.get(logicalId), "Properties");
    if (HELD_BY.some((name) => child(properties, name) !== undefined)) return true;
    if (uses.isAnyNamed || uses.named.has(logicalId)) return true;
    const others = uses.texts.filter(({ by }) => by !== logicalId);
    return arns.some(({ arn }) => others.some(({ text }) => namesPolicy(text, arn)));
  };
  return withBoundaries(findings, { bounds, isHeld });
}

/**
 * Every ARN that is a boundary in some deployment, and every other mention of a policy: the ids referred to, whether a
 * reference may be to any id, and the texts that may contain an ARN, with their resource.
 */
type Uses = {
  bounds: Set<string>;
  named: Set<string>;
  isAnyNamed: boolean;
  texts: { by: string | undefined; text: string }[];
};

function usesIn(template: Template, root: Node): Uses {
  const uses: Uses = { bounds: new Set(), named: new Set(), isAnyNamed: false, texts: [] };
  const places = new Set<Node>();
  for (const [id, node] of template.resources) {
    for (const place of boundsOf(id, node, template, uses.bounds)) places.add(place);
  }
  if (uses.bounds.size === 0) return uses;
  for (const [id, node] of template.resources) {
    if (worldsOf(id, node, template).length === 0) continue;
    const isStating = STATING.has(stringValue(child(node, "Type")) ?? "");
    collect(node, { template, by: id, passesOver: places, isStating }, uses);
  }
  const others = [...children(root)].filter(([section]) => section !== "Resources");
  for (const [, node] of others) collect(node, { template, by: undefined, passesOver: places, isStating: false }, uses);
  return uses;
}

function worldsOf(id: string, node: Node, template: Template): Resolution[] {
  return worldsWith(node, ["Resources", id], resolution(template));
}

/** The boundary places of a resource that exists in some deployment. Adds the ARNs they resolve to. */
function boundsOf(id: string, node: Node, template: Template, bounds: Set<string>): Node[] {
  const steps = rowOf(BOUNDED, stringValue(child(node, "Type")) ?? "");
  const properties = child(node, "Properties");
  if (!steps || !properties) return [];
  const path = ["Resources", id, "Properties"];
  const places = worldsOf(id, node, template).flatMap((env) => walk(properties, steps, path, env));
  return places.flatMap((place) => {
    if (place.kind !== "found") return [];
    const leaves = exploreAll(place.env, (own) => own.resolve(place.node, place.path, own));
    for (const { result } of typeof leaves === "string" ? [] : leaves) {
      if (result.kind === "string") bounds.add(result.value);
    }
    return [place.node];
  });
}

type Within = { template: Template; by: string | undefined; passesOver: ReadonlySet<Node>; isStating: boolean };

/** Collects everything that names something, except the boundary places themselves. */
function collect(node: Node, within: Within, uses: Uses): void {
  if (within.passesOver.has(node)) return;
  if (node.kind === "string" && mayNamePolicy(node.value)) uses.texts.push({ by: within.by, text: node.value });
  const { name, argument } = intrinsicOf(node) ?? {};
  const refers = name === "Ref" || name === "Fn::GetAtt";
  if (refers && stringValue(items(argument)[0] ?? argument) === undefined) uses.isAnyNamed = true;
  for (const [[section, id]] of referredBy(node, within.template)) {
    if (section === "Resources" && id !== undefined) uses.named.add(id);
  }
  if (node.kind === "array") for (const item of node.items) collect(item, within, uses);
  for (const { key, value } of node.kind === "object" ? node.entries : []) {
    if (!within.isStating || key.toLowerCase() !== ASKED_BY) collect(value, within, uses);
  }
}
