import { readDate } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const typeMismatchDate: Check = {
  code: "TYPE_MISMATCH_DATE",
  type: "WARNING",
  details:
    "The date condition operator is used with an invalid value. Specify a valid date using YYYY-MM-DD or other ISO 8601 date/time format.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["date"])) {
      if (readDate(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};
