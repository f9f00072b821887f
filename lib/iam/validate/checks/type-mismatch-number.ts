import { readNumber } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const typeMismatchNumber: Check = {
  code: "TYPE_MISMATCH_NUMBER",
  type: "WARNING",
  details: "Add a valid numeric value for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["number"])) {
      if (readNumber(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};
