import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingVersion: Check = {
  code: "MISSING_VERSION",
  type: "WARNING",
  details: "We recommend that you specify the Version element to help you with debugging permission issues.",
  *find({ root, members }) {
    if (root?.node.kind === "object" && !members.has("Version")) yield { locations: [at(root)] };
  },
};
