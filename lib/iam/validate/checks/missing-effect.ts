import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingEffect: Check = {
  code: "MISSING_EFFECT",
  type: "ERROR",
  details: "Add an Effect element to the policy statement with a value of Allow or Deny.",
  *find({ statements }) {
    for (const { members, place } of statements) if (!members.has("Effect")) yield { locations: [at(place)] };
  },
};
