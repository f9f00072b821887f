import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { trustStatements } from "../trust.ts";
import { elementsIn } from "../walk.ts";

export const roleTrustPolicyUnsupportedWildcardInPrincipal: Check = {
  code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    '"Principal:" "*" is not supported in the principal element of a role trust policy. Replace the wildcard with a valid principal value.',
  *find(document) {
    for (const { value } of elementsIn(trustStatements(document), "Principal")) {
      if (isText(value) && value.node.value === "*") yield { locations: [at(value)] };
    }
  },
};
