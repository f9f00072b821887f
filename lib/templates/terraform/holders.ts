import { rowOf, stringValue } from "../node.ts";
import type { Holder } from "../reading.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";

const PERMISSION_SET = [{ path: ["permission_set_arn"], kind: "permission set" }];

function held(kind: string, ...attributes: string[]) {
  return attributes.map((attribute) => ({ path: attribute.split("."), kind }));
}

/** Where a resource type says whom it gives a policy to, and what these are. */
const HELD_BY: Readonly<Record<string, readonly { path: string[]; kind: string }[]>> = {
  aws_iam_role_policy: held("role", "role"),
  aws_iam_user_policy: held("user", "user"),
  aws_iam_group_policy: held("group", "group"),
  aws_iam_role_policy_attachment: held("role", "role"),
  aws_iam_user_policy_attachment: held("user", "user"),
  aws_iam_group_policy_attachment: held("group", "group"),
  aws_iam_policy_attachment: [...held("role", "roles.*"), ...held("user", "users.*"), ...held("group", "groups.*")],
  aws_iam_role_policy_attachments_exclusive: held("role", "role_name"),
  aws_iam_user_policy_attachments_exclusive: held("user", "user_name"),
  aws_iam_group_policy_attachments_exclusive: held("group", "group_name"),
  aws_ssoadmin_permission_set_inline_policy: PERMISSION_SET,
  aws_ssoadmin_managed_policy_attachment: PERMISSION_SET,
  aws_ssoadmin_managed_policy_attachments_exclusive: PERMISSION_SET,
};

/** Whom a planned resource gives its policies to. One who is known only after the plan is applied is told by the address. */
export function holdersOf({ type, address, node, after, unknown, path }: PlannedResource): { holders?: Holder[] } {
  const rows = rowOf(HELD_BY, type);
  if (!rows) return {};
  const holders = rows.flatMap(({ path: steps, kind }) =>
    places(after, unknown ?? "none", steps, path).flatMap((place): Holder[] => {
      if (place.kind === "absent") return [];
      const name = stringValue(place.node) ?? `of ${address}`;
      return [{ name: `${kind} ${name}`, span: (place.node ?? node).span }];
    }),
  );
  return { holders };
}
