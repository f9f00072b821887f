import type { Check } from "../check.ts";
import { oversized } from "../size.ts";

export const policySizeExceedsScpQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
  type: "ERROR",
  details:
    "The {{policySize}} characters in the service control policy (SCP) exceed the {{policySizeQuota}} character maximum for SCPs. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "service_control") yield* oversized(document, document.source.length, 10_240);
  },
};
