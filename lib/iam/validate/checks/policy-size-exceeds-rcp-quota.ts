import type { Check } from "../check.ts";
import { oversized } from "../size.ts";

export const policySizeExceedsRcpQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
  type: "ERROR",
  details:
    "The {{policySize}} characters in the resource control policy (RCP) exceed the {{policySizeQuota}} character maximum for RCPs. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "resource_control") yield* oversized(document, document.source.length, 5_120);
  },
};
