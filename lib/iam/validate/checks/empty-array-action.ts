import type { Check } from "../check.ts";
import { at, isEmpty } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const emptyArrayAction: Check = {
  code: "EMPTY_ARRAY_ACTION",
  type: "SUGGESTION",
  details: "This statement includes no actions and does not affect the policy. Specify actions.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Action", "NotAction")) {
      if (isEmpty(value.node, "array")) yield { locations: [at(value)] };
    }
  },
};
