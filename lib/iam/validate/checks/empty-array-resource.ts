import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const emptyArrayResource: Check = {
  code: "EMPTY_ARRAY_RESOURCE",
  type: "SUGGESTION",
  details: "This statement includes no resources and does not affect the policy. Specify resources.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const name of ["Resource", "NotResource"]) {
        const value = members.get(name)?.value;
        if (value?.node.kind === "array" && value.node.items.length === 0) yield { locations: [at(value)] };
      }
    }
  },
};
