import type { Check } from "../check.ts";
import { repeatedSids } from "../sids.ts";

export const uniqueSidsRequired: Check = {
  code: "UNIQUE_SIDS_REQUIRED",
  type: "ERROR",
  details: "Duplicate statement IDs are not supported for this policy type. Update the Sid value.",
  *find(document) {
    if (document.type === "identity") yield* repeatedSids(document);
  },
};
