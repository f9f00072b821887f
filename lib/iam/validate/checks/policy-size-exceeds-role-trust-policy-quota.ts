import type { Check } from "../check.ts";
import { countedCharacters, oversized } from "../size.ts";
import { isTrustPolicy } from "../trust.ts";

export const policySizeExceedsRoleTrustPolicyQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
  type: "WARNING",
  details:
    "The characters in the role trust policy, excluding whitespace, exceed the character maximum. We recommend that you request a role trust policy length quota increase using Service Quotas and AWS Support Center. If the quotas have already been increased, then you can ignore this warning.",
  *find(document) {
    if (isTrustPolicy(document)) yield* oversized(document, countedCharacters(document.source), 2_048);
  },
};
