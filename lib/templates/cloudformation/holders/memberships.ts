import type { Node } from "#lib/iam/index.ts";
import { type Owner, seeGaps, seeKeptOut } from "#lib/templates/cloudformation/report.ts";
import { whyAmbiguous } from "#lib/templates/cloudformation/values/ambiguous-text.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh, once, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { type Place, walk } from "#lib/templates/cloudformation/walk.ts";
import { child, children, items, objectNode, stringNode, stringValue } from "#lib/templates/node.ts";

/**
 * Where a resource type gives someone the policies of another resource, which are read only if that resource is in the
 * template. In a path `*` is every item of a list, and `{}` every value of a map. `by`: the attribute that names the
 * other resource; otherwise its Ref is used.
 */
type Membership = { type: string; path: string[]; of: string; by?: string; message: string };

const MEMBERSHIPS: readonly Membership[] = [
  ...[
    { type: "AWS::IAM::User", path: ["Groups", "*"] },
    { type: "AWS::IAM::UserToGroupAddition", path: ["GroupName"] },
  ].map((each) => ({
    ...each,
    of: "AWS::IAM::Group",
    message: "The policies of this group are not read because it is not known to be in the template.",
  })),
  {
    type: "AWS::SSO::Assignment",
    path: ["PermissionSetArn"],
    of: "AWS::SSO::PermissionSet",
    message: "The policies of this permission set are not read because it is not known to be in the template.",
  },
  {
    type: "AWS::IoT::PolicyPrincipalAttachment",
    path: ["PolicyName"],
    of: "AWS::IoT::Policy",
    message: "This policy is not read because it is not known to be in the template.",
  },
  ...[
    { type: "AWS::Cognito::IdentityPoolRoleAttachment", path: ["Roles", "{}"] },
    {
      type: "AWS::Cognito::IdentityPoolRoleAttachment",
      path: ["RoleMappings", "{}", "RulesConfiguration", "Rules", "*", "RoleARN"],
    },
    { type: "AWS::Cognito::UserPoolGroup", path: ["RoleArn"] },
    { type: "AWS::IoT::RoleAlias", path: ["RoleArn"] },
    { type: "AWS::RolesAnywhere::Profile", path: ["RoleArns", "*"] },
  ].map((each) => ({
    ...each,
    of: "AWS::IAM::Role",
    by: "Arn",
    message: "The policies of this role are not read because it is not known to be in the template.",
  })),
];

export const MEMBERSHIP_TYPES = MEMBERSHIPS.map(({ type }) => type);

export function readMemberships(owner: Owner): void {
  const properties = child(owner.node, "Properties");
  for (const row of MEMBERSHIPS.filter((each) => each.type === owner.type)) {
    const paths = properties ? pathsIn(properties, row.path) : [];
    const places = paths.flatMap((path) => (properties ? walk(properties, path, owner.path, afresh(owner.env)) : []));
    for (const place of places) {
      if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
      if (place.kind === "found") readMembership(row, owner, place);
    }
  }
}

/** The paths of each value of a map. If a function makes the map, the path of the map itself, which is then unknown. */
function pathsIn(node: Node, steps: readonly string[]): string[][] {
  const at = steps.indexOf("{}");
  if (at === -1) return [[...steps]];
  const before = steps.slice(0, at);
  const map = before.reduce<Node | undefined>((inner, step) => child(inner, step), node);
  if (!map || intrinsicOf(map)) return [before];
  const rest = steps.slice(at + 1);
  return [...children(map)].flatMap(([key, value]) => pathsIn(value, rest).map((path) => [...before, key, ...path]));
}

const ABOUT = { kind: "identity" as const, policyName: null };

function readMembership({ of, by, message }: Membership, owner: Owner, place: Extract<Place, { kind: "found" }>): void {
  const { node, path, env } = place;
  if (refersTo(node, of, env)) return;
  const gap = { message, path, span: node.span };
  const leaves = exploreAll(env, (own) => {
    const outcome = own.resolve(node, path, own);
    if (outcome.kind !== "string") return outcome.kind === "absent";
    return whyAmbiguous(outcome) === undefined && namesOf(of, by, own).has(outcome.value);
  });
  if (typeof leaves === "string") seeGaps(owner, ABOUT, [gap], env);
  else {
    for (const { env: own, result } of leaves) {
      if (result) seeKeptOut(owner, own);
      else seeGaps(owner, ABOUT, [gap], own);
    }
  }
}

/** Whether a value refers to a resource of this type in the template. */
function refersTo(node: Node, type: string, { template }: Resolution): boolean {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name !== "Ref" && intrinsic?.name !== "Fn::GetAtt") return false;
  const id = stringValue(items(intrinsic.argument)[0]) ?? stringValue(intrinsic.argument)?.split(".")[0];
  return id !== undefined && stringValue(child(template.resources.get(id), "Type")) === type;
}

function namesOf(type: string, by: string | undefined, env: Resolution): ReadonlySet<string> {
  return once(env.memo.called, [type, by].join(" "), env, (own) => {
    const resources = [...env.template.resources].filter(([id, node]) => {
      const condition = child(node, "Condition");
      if (stringValue(child(node, "Type")) !== type) return false;
      return !condition || own.holds(condition, ["Resources", id, "Condition"], own) === true;
    });
    const names = resources.map(([id, { span }]) => {
      const name = by === undefined ? "Ref" : "Fn::GetAtt";
      return own.resolve(objectNode([[name, stringNode([id, by].filter(Boolean).join("."), span)]], span), [], own);
    });
    return new Set(names.flatMap((name) => (name.kind === "string" ? [name.value] : [])));
  });
}
