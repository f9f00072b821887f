import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { trustStatements } from "../trust.ts";

export const roleTrustPolicyUnsupportedWildcardInPrincipal: Check = {
  code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    '"Principal:" "*" is not supported in the principal element of a role trust policy. Replace the wildcard with a valid principal value.',
  *find(document) {
    for (const { members } of trustStatements(document)) {
      const value = members.get("Principal")?.value;
      if (value?.node.kind === "string" && value.node.value === "*") yield { locations: [at(value)] };
    }
  },
};
