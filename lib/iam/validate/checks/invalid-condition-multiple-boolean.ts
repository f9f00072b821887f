import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const invalidConditionMultipleBoolean: Check = {
  code: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
  type: "ERROR",
  details: "The condition key does not support multiple Boolean values. Use a single Boolean value.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, values, key } = condition;
      if (read === undefined || values.length < 2) continue;
      if (read.operator === "Bool" || read.operator === "Null") yield { locations: [at(key.value)] };
    }
  },
};
