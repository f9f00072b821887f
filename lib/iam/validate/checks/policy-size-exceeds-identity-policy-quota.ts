import type { Check } from "../check.ts";
import { countedCharacters, oversized } from "../size.ts";

export const policySizeExceedsIdentityPolicyQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
  type: "WARNING",
  details:
    "The {{policySize}} characters in the identity policy, excluding whitespace, exceed the {{policySizeQuota}} character maximum for inline and managed policies. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "identity") yield* oversized(document, countedCharacters(document.source), 10_240);
  },
};
