import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { trustStatements } from "../trust.ts";
import { elementsIn } from "../walk.ts";

export const roleTrustPolicySyntaxErrorNotprincipal: Check = {
  code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
  type: "ERROR",
  details: "Role trust policies do not support NotPrincipal. Update the policy to use a Principal element instead.",
  *find(document) {
    for (const element of elementsIn(trustStatements(document), "NotPrincipal")) yield { locations: [atKey(element)] };
  },
};
