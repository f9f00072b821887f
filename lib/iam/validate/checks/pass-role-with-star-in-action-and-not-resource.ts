import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithStarInActionAndNotResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using an action with a wildcard (*) and NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "wildcard", extent: "not-resource" }),
};
