import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const createSlrWithNotActionAndNotResource: Check = {
  code: "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using NotAction with NotResource can allow creation of unintended service-linked roles because it allows iam:CreateServiceLinkedRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) =>
    broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "not-action", extent: "not-resource" }),
};
