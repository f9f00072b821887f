import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { needsResource } from "../trust.ts";

export const missingResource: Check = {
  code: "MISSING_RESOURCE",
  type: "ERROR",
  details: "Add a Resource or NotResource element to the policy statement.",
  *find(document) {
    if (!needsResource(document)) return;
    for (const { members, place } of document.statements) {
      if (!members.has("Resource") && !members.has("NotResource")) yield { locations: [at(place)] };
    }
  },
};
