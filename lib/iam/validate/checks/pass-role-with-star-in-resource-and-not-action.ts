import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithStarInResourceAndNotAction: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
  type: "SECURITY_WARNING",
  details:
    "Using a resource with wildcards (*) and NotAction can be overly permissive because it allows iam:PassRole permissions on all resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "not-action", extent: "star" }),
};
