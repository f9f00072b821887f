import { readBool } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const typeMismatchBoolean: Check = {
  code: "TYPE_MISMATCH_BOOLEAN",
  type: "WARNING",
  details: "Add a valid Boolean value (true or false) for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["bool", "null"])) {
      if (readBool(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};
