import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingPrincipal: Check = {
  code: "MISSING_PRINCIPAL",
  type: "ERROR",
  details: "Add a Principal element to the policy statement.",
  *find({ type, statements }) {
    if (type !== "resource" && type !== "resource_control") return;
    for (const { members, place } of statements) {
      if (!members.has("Principal") && !members.has("NotPrincipal")) yield { locations: [at(place)] };
    }
  },
};
