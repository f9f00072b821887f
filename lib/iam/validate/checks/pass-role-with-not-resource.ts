import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithNotResource: Check = {
  code: "PASS_ROLE_WITH_NOT_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using the iam:PassRole action with NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "name", extent: "not-resource" }),
};
