import type { Check } from "../check.ts";
import { at, isEmpty } from "../place.ts";
import { elementsIn, operatorsIn } from "../walk.ts";

export const emptyObjectCondition: Check = {
  code: "EMPTY_OBJECT_CONDITION",
  type: "SUGGESTION",
  details: "This condition block is empty and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { value } of [...elementsIn(document.statements, "Condition"), ...operatorsIn(document)]) {
      if (isEmpty(value.node, "object")) yield { locations: [at(value)] };
    }
  },
};
