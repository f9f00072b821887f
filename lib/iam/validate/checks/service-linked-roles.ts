import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const createSlrWithStarInResource: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_RESOURCE",
  type: "WARNING",
  details:
    "Using the iam:CreateServiceLinkedRole action with wildcards (*) in the resource can allow creation of unintended service-linked roles. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "name", extent: "star" }),
};

export const createSlrWithStarInActionAndResource: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
  type: "WARNING",
  details:
    "Using wildcards (*) in the action and the resource can allow creation of unintended service-linked roles because it allows iam:CreateServiceLinkedRole permissions on all resources. We recommend that you specify resource ARNs instead.",
  find: (document) =>
    broadGrants(document, CREATE_SERVICE_LINKED_ROLE, {
      reach: "wildcard",
      extent: "star",
    }),
};

export const createSlrWithStarInResourceAndNotAction: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
  type: "WARNING",
  details:
    "Using a resource with wildcards (*) and NotAction can allow creation of unintended service-linked roles because it allows iam:CreateServiceLinkedRole permissions on all resources. We recommend that you specify resource ARNs instead.",
  find: (document) =>
    broadGrants(document, CREATE_SERVICE_LINKED_ROLE, {
      reach: "not-action",
      extent: "star",
    }),
};

export const createSlrWithNotResource: Check = {
  code: "CREATE_SLR_WITH_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using the iam:CreateServiceLinkedRole action with NotResource can allow creation of unintended service-linked roles for multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "name", extent: "not-resource" }),
};

export const createSlrWithStarInActionAndNotResource: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using an action with a wildcard(*) and NotResource can allow creation of unintended service-linked roles because it can allow iam:CreateServiceLinkedRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "wildcard", extent: "not-resource" }),
};

export const createSlrWithNotActionAndNotResource: Check = {
  code: "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using NotAction with NotResource can allow creation of unintended service-linked roles because it allows iam:CreateServiceLinkedRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) =>
    broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "not-action", extent: "not-resource" }),
};
