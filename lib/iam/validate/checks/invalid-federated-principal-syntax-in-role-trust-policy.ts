import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { providerOf, trustStatements } from "../trust.ts";
import { principalsIn } from "../walk.ts";

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy: Check = {
  code: "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
  type: "ERROR",
  details:
    "The principal value specifies a federated principal that does not match the expected format. Update the federated principal to a domain name or a SAML metadata ARN.",
  *find(document) {
    for (const { kind, place } of principalsIn(trustStatements(document))) {
      const { value } = place.node;
      if (kind !== "Federated" || !isFixed(value) || providerOf(value) !== undefined) continue;
      yield { locations: [at(place)] };
    }
  },
};
