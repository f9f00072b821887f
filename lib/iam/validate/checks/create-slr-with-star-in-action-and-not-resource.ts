import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const createSlrWithStarInActionAndNotResource: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using an action with a wildcard(*) and NotResource can allow creation of unintended service-linked roles because it can allow iam:CreateServiceLinkedRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "wildcard", extent: "not-resource" }),
};
