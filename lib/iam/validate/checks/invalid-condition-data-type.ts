import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn, valueText } from "../walk.ts";

export const invalidConditionDataType: Check = {
  code: "INVALID_CONDITION_DATA_TYPE",
  type: "ERROR",
  details: "The condition value data types do not match. Use condition values of the same JSON data type.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const kinds = new Set(
        condition.values.filter((value) => valueText(value) !== undefined).map(({ node }) => node.kind),
      );
      if (kinds.size > 1) yield { locations: [at(condition.key.value)] };
    }
  },
};
