import type { Check } from "../check.ts";
import { at, isEmpty } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const emptyObjectPrincipal: Check = {
  code: "EMPTY_OBJECT_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      if (isEmpty(value.node, "object")) yield { locations: [at(value)] };
    }
  },
};
