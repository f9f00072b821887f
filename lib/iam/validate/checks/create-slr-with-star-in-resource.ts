import { broadGrants, CREATE_SERVICE_LINKED_ROLE } from "../broad-grant.ts";
import type { Check } from "../check.ts";

export const createSlrWithStarInResource: Check = {
  code: "CREATE_SLR_WITH_STAR_IN_RESOURCE",
  type: "WARNING",
  details:
    "Using the iam:CreateServiceLinkedRole action with wildcards (*) in the resource can allow creation of unintended service-linked roles. We recommend that you specify resource ARNs instead.",
  find: (document) => broadGrants(document, CREATE_SERVICE_LINKED_ROLE, { reach: "name", extent: "star" }),
};
