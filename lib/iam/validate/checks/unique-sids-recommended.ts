import type { Check } from "../check.ts";
import { repeatedSids } from "../sids.ts";

export const uniqueSidsRecommended: Check = {
  code: "UNIQUE_SIDS_RECOMMENDED",
  type: "WARNING",
  details: "We recommend that you use statement IDs that are unique to your policy. Update the Sid value.",
  *find(document) {
    if (document.type !== "identity") yield* repeatedSids(document);
  },
};
