import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithStarInActionAndResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using wildcards (*) in the action and the resource can be overly permissive because it allows iam:PassRole permissions on all resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "wildcard", extent: "star" }),
};
