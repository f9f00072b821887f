import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const emptyObjectPrincipal: Check = {
  code: "EMPTY_OBJECT_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const value = members.get(name)?.value;
        if (value?.node.kind === "object" && value.node.entries.length === 0) yield { locations: [at(value)] };
      }
    }
  },
};
