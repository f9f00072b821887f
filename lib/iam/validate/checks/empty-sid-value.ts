import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const emptySidValue: Check = {
  code: "EMPTY_SID_VALUE",
  type: "SUGGESTION",
  details: "Add a value to the empty string in the Sid element.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Sid")) {
      if (isText(value) && value.node.value === "") yield { locations: [at(value)] };
    }
  },
};
