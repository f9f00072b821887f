import type { Check } from "../check.ts";
import { at, membersOf } from "../place.ts";

export const emptyArrayPrincipal: Check = {
  code: "EMPTY_ARRAY_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const value = members.get(name)?.value;
        for (const kind of value === undefined ? [] : membersOf(value)) {
          const { node } = kind.value;
          if (node.kind === "array" && node.items.length === 0) yield { locations: [at(kind.value)] };
        }
      }
    }
  },
};
