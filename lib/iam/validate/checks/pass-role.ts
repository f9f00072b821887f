import { broadGrants, PASS_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const passRoleWithStarInResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "name", extent: "star" }),
};

export const passRoleWithStarInActionAndResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using wildcards (*) in the action and the resource can be overly permissive because it allows iam:PassRole permissions on all resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "wildcard", extent: "star" }),
};

export const passRoleWithStarInResourceAndNotAction: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
  type: "SECURITY_WARNING",
  details:
    "Using a resource with wildcards (*) and NotAction can be overly permissive because it allows iam:PassRole permissions on all resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "not-action", extent: "star" }),
};

export const passRoleWithNotResource: Check = {
  code: "PASS_ROLE_WITH_NOT_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using the iam:PassRole action with NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "name", extent: "not-resource" }),
};

export const passRoleWithStarInActionAndNotResource: Check = {
  code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using an action with a wildcard (*) and NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "wildcard", extent: "not-resource" }),
};

export const passRoleWithNotActionAndNotResource: Check = {
  code: "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
  type: "SECURITY_WARNING",
  details:
    "Using NotAction with NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources.. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, PASS_ROLE, { reach: "not-action", extent: "not-resource" }),
};
