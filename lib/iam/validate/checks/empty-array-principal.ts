import type { Check } from "../check.ts";
import { at, isEmpty, membersOf } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const emptyArrayPrincipal: Check = {
  code: "EMPTY_ARRAY_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) if (isEmpty(kind.value.node, "array")) yield { locations: [at(kind.value)] };
    }
  },
};
