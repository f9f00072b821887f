import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const createSlrWithNotResource: Check = {
  code: "CREATE_SLR_WITH_NOT_RESOURCE",
  type: "WARNING",
  details:
    "Using the iam:CreateServiceLinkedRole action with NotResource can allow creation of unintended service-linked roles for multiple resources. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "name", extent: "not-resource" }),
};
