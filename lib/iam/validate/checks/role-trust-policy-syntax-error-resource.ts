import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { trustStatements } from "../trust.ts";
import { elementsIn } from "../walk.ts";

export const roleTrustPolicySyntaxErrorResource: Check = {
  code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
  type: "ERROR",
  details:
    "Role trust policies apply to the role that they are attached to. You cannot specify a resource. Remove the Resource or NotResource element.",
  *find(document) {
    for (const element of elementsIn(trustStatements(document), "Resource", "NotResource")) {
      yield { locations: [atKey(element)] };
    }
  },
};
