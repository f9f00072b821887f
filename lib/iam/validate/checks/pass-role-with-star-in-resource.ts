import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithStarInResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "name", extent: "star" }),
};
