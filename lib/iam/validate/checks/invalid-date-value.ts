import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const invalidDateValue: Check = {
  code: "INVALID_DATE_VALUE",
  type: "WARNING",
  details: "The date {{date}} might not resolve as expected. We recommend that you use the YYYY-MM-DD format.",
  *find(document) {
    for (const { value, text } of valuesOf(document, ["date"])) {
      if (/^-?\d{5,12}$/.test(text)) yield { locations: [at(value)], values: { date: text } };
    }
  },
};
