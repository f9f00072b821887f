import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

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
