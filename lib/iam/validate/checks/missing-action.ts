import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingAction: Check = {
  code: "MISSING_ACTION",
  type: "ERROR",
  details: "Add an Action or NotAction element to the policy statement.",
  *find({ statements }) {
    for (const { members, place } of statements) {
      if (!members.has("Action") && !members.has("NotAction")) yield { locations: [at(place)] };
    }
  },
};
