import type { Check } from "../check.ts";
import { at, isEmpty } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const emptyArrayResource: Check = {
  code: "EMPTY_ARRAY_RESOURCE",
  type: "SUGGESTION",
  details: "This statement includes no resources and does not affect the policy. Specify resources.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Resource", "NotResource")) {
      if (isEmpty(value.node, "array")) yield { locations: [at(value)] };
    }
  },
};
