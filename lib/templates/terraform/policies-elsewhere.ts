import type { Node } from "#lib/iam/index.ts";
import { ANCHOR } from "#lib/templates/cloudformation/expansion/policies-elsewhere.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";
import { placesIn } from "./joined.ts";
import { hasTrue } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import type { Sources } from "./sources.ts";

const TEMPLATE = "The template that this resource deploys is not part of the plan, so its policies are not read.";

/** Resource types that bring policies which are not in the plan, or are not read. */
const ELSEWHERE = new Map([
  ["aws_rolesanywhere_trust_anchor", ANCHOR],
  ["aws_serverlessapplicationrepository_cloudformation_stack", TEMPLATE],
  ["aws_servicecatalog_product", TEMPLATE],
  ["aws_servicecatalog_provisioned_product", TEMPLATE],
  ["aws_servicecatalog_provisioning_artifact", TEMPLATE],
]);

const OUTSIDE = "it is not known to be in the plan.";

/**
 * What other resources may belong to: the attribute by which they name it, and the message if it is not in the plan.
 */
const GROUP = { of: "aws_iam_group", by: "name", message: `The policies of a group are not read because ${OUTSIDE}` };
const POLICY = { of: "aws_iot_policy", by: "name", message: `This policy is not read because ${OUTSIDE}` };
const ROLE = {
  of: "aws_iam_role",
  by: "arn",
  message: `The policies of this role are not read because ${OUTSIDE}`,
  isOptional: true,
};
const SET = {
  of: "aws_ssoadmin_permission_set",
  by: "arn",
  message: `The policies of this permission set are not read because ${OUTSIDE}`,
};

/** `isOptional`: a resource that names none belongs to none. */
type Membership = { attributes: string[]; of: string; by: string; message: string; isOptional?: boolean };

/** Where a resource type names what it belongs to, anywhere in an attribute. */
const MEMBERSHIPS = new Map<string, Membership>([
  ["aws_cognito_identity_pool_roles_attachment", { ...ROLE, attributes: ["roles", "role_mapping"] }],
  ["aws_cognito_user_group", { ...ROLE, attributes: ["role_arn"] }],
  ["aws_iam_group_membership", { ...GROUP, attributes: ["group"] }],
  ["aws_iam_user_group_membership", { ...GROUP, attributes: ["groups"] }],
  ["aws_iot_policy_attachment", { ...POLICY, attributes: ["policy"] }],
  ["aws_iot_role_alias", { ...ROLE, attributes: ["role_arn"] }],
  ["aws_rolesanywhere_profile", { ...ROLE, attributes: ["role_arns"] }],
  ["aws_ssoadmin_account_assignment", { ...SET, attributes: ["permission_set_arn"] }],
]);

/** Resource types whose instances override the values with which a stack set's template was read. */
const OVERRIDING = new Set(["aws_cloudformation_stack_instances", "aws_cloudformation_stack_set_instance"]);
const OVERRIDES = "This overrides parameters of a stack set. Its template is not read with the overridden values.";

/** The names to which a plan's resources may belong, each prefixed with its type. */
export function namesOf(all: readonly PlannedResource[]): ReadonlySet<string> {
  const named = new Map([...MEMBERSHIPS.values()].map(({ of, by }) => [of, by]));
  return new Set(
    all.flatMap(({ type, after }) => {
      const attribute = named.get(type);
      const name = attribute && stringValue(child(after, attribute));
      return name === undefined ? [] : [`${type} ${name}`];
    }),
  );
}

/**
 * Policies that a planned resource brings and that are not read, or undefined. `names`: what the plan itself contains.
 */
export function broughtBy(resource: PlannedResource, names: ReadonlySet<string>, sources: Sources): string | undefined {
  const { type, after, unknown } = resource;
  if (OVERRIDING.has(type)) {
    const [given, open] = [after, unknown].map((each) => child(each, "parameter_overrides"));
    const isSet = children(given).size > 0 || children(open).size > 0 || (open?.kind === "boolean" && open.value);
    return isSet ? OVERRIDES : undefined;
  }
  const membership = MEMBERSHIPS.get(type);
  if (!membership) return ELSEWHERE.get(type);
  return isWithin(resource, membership, names, sources) ? undefined : membership.message;
}

/**
 * Whether everything a resource belongs to is in the plan: by name, or by what the configuration makes the name from.
 */
function isWithin(
  { address, after, unknown }: PlannedResource,
  { attributes, of, by, isOptional = false }: Membership,
  names: ReadonlySet<string>,
  sources: Sources,
): boolean {
  const isName = (text: string) => by === "name" || text.startsWith("arn:");
  const known = attributes.flatMap((attribute) => textsIn(child(after, attribute)).filter(isName));
  const open = attributes.filter((attribute) => hasTrue(child(unknown, attribute)));
  if (known.length + open.length === 0) return isOptional && unknown !== undefined;
  return (
    known.every((name) => names.has(`${of} ${name}`)) &&
    open.every((attribute) => placesIn(sources.of(address, attribute), of) !== null)
  );
}

function textsIn(node: Node | undefined): string[] {
  if (node?.kind === "string") return [node.value];
  return [...items(node), ...children(node).values()].flatMap(textsIn);
}

export function isElsewhere(type: string): boolean {
  return ELSEWHERE.has(type) || MEMBERSHIPS.has(type) || OVERRIDING.has(type);
}
