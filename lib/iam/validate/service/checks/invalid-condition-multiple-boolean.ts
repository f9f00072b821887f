import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { keyType, readConditions } from "../condition-key.ts";

export const invalidConditionMultipleBoolean: ServiceCheck = {
  code: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
  type: "ERROR",
  details: "The condition key does not support multiple Boolean values. Use a single Boolean value.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      const { read, values, key } = condition;
      if (read === undefined || values.length < 2) continue;
      const type = "key" in reading ? keyType(reading.key) : undefined;
      const boolean = read.operator === "Bool" || type?.base === "Bool";
      if (read.operator === "Null" || (boolean && type?.many !== true)) yield { locations: [at(key.value)] };
    }
  },
};
