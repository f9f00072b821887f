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

/** Whom a planned resource gives its policies to, by name, and by what in the plan names it: a name may be known only after that. */
export function holdersOf({ type, address, node, after, unknown, path }: PlannedResource): { holders?: Holder[] } {
  const rows = rowOf(HELD_BY, type);
  if (!rows) return {};
  const holders = rows.flatMap(({ path: steps, kind }) =>
    places(after, unknown ?? "none", steps, path).flatMap((found): Holder[] => {
      if (found.kind === "absent") return [];
      const known = stringValue(found.node);
      const at = JSON.stringify([address, ...found.path.slice(path.length)]);
      const name = known === undefined ? `whichever ${kind} ${address} names` : `${kind} ${known}`;
      return [{ name, kind, place: { at, isKnown: known !== undefined }, span: (found.node ?? node).span }];
    }),
  );
  return { holders };
}
