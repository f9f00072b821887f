import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const emptyArrayAction: Check = {
  code: "EMPTY_ARRAY_ACTION",
  type: "SUGGESTION",
  details: "This statement includes no actions and does not affect the policy. Specify actions.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const name of ["Action", "NotAction"]) {
        const value = members.get(name)?.value;
        if (value?.node.kind === "array" && value.node.items.length === 0) yield { locations: [at(value)] };
      }
    }
  },
};
