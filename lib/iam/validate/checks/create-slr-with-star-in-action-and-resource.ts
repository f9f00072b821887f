import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

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
