import { child, children, stringValue } from "../node.ts";
import type { PlannedResource } from "./plan.ts";

const TEMPLATE =
  "The template that this resource deploys is not part of the plan, and the policies in it are not read.";
const OF_GROUP = "The policies of a group are not read: it is not in the plan, or not known to be.";
const OF_SET = "The policies of this permission set are not read: it is not in the plan, or not known to be.";

const OF_POLICY = "This policy is not read: it is not in the plan, or not known to be.";

/** Resource types that bring policies which do not stand in the plan, or which are not read. */
const ELSEWHERE = new Map([
  ["aws_serverlessapplicationrepository_cloudformation_stack", TEMPLATE],
  ["aws_servicecatalog_product", TEMPLATE],
  ["aws_servicecatalog_provisioned_product", TEMPLATE],
  ["aws_servicecatalog_provisioning_artifact", TEMPLATE],
  ["aws_iam_group_membership", OF_GROUP],
  ["aws_iam_user_group_membership", OF_GROUP],
  ["aws_ssoadmin_account_assignment", OF_SET],
  ["aws_iot_policy_attachment", OF_POLICY],
]);

/** Where a resource type names what it belongs to. */
const MEMBERSHIPS = new Map([
  ["aws_iam_group_membership", { attribute: "group", of: "aws_iam_group" }],
  ["aws_iam_user_group_membership", { attribute: "groups", of: "aws_iam_group" }],
  ["aws_ssoadmin_account_assignment", { attribute: "permission_set_arn", of: "aws_ssoadmin_permission_set" }],
  ["aws_iot_policy_attachment", { attribute: "policy", of: "aws_iot_policy" }],
]);

/** Resource types whose instances give a stack set other values than those that its template was read with. */
const OVERRIDING = new Set(["aws_cloudformation_stack_instances", "aws_cloudformation_stack_set_instance"]);
const OVERRIDES = "This gives parameters of a stack set other values. What its template says with them is not read.";

/** The attribute by which others name what they belong to. */
const NAMED_BY = new Map([
  ["aws_iam_group", "name"],
  ["aws_iot_policy", "name"],
  ["aws_ssoadmin_permission_set", "arn"],
]);

/** The names of what resources of a plan may belong to, each behind its type. */
export function namesOf(all: readonly PlannedResource[]): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ type, after }) => {
      const attribute = NAMED_BY.get(type);
      const name = attribute && stringValue(child(after, attribute));
      return name === undefined ? [] : [`${type} ${name}`];
    }),
  );
}

/** What a planned resource brings that is not read, or undefined. `names`: what is in the plan itself. */
export function broughtBy({ type, after, unknown }: PlannedResource, names: ReadonlySet<string>): string | undefined {
  if (OVERRIDING.has(type)) {
    const [given, open] = [after, unknown].map((each) => child(each, "parameter_overrides"));
    const isSet = children(given).size > 0 || children(open).size > 0 || (open?.kind === "boolean" && open.value);
    return isSet ? OVERRIDES : undefined;
  }
  const { attribute, of } = MEMBERSHIPS.get(type) ?? {};
  const members = attribute === undefined ? undefined : child(after, attribute);
  const list = members?.kind === "array" ? members.items : members ? [members] : [];
  const isOwn = list.length > 0 && list.every((each) => names.has(`${of} ${stringValue(each)}`));
  return isOwn ? undefined : ELSEWHERE.get(type);
}

export function isElsewhere(type: string): boolean {
  return ELSEWHERE.has(type) || OVERRIDING.has(type);
}
