import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const invalidVpceFormat: Check = {
  code: "INVALID_VPCE_FORMAT",
  type: "ERROR",
  details:
    "The VPCE identifier in the condition key value is not valid.  Use the prefix 'vpce-' followed by 8 or 17 alphanumeric characters.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "aws:sourcevpce" || !isFixed(text)) continue;
      if (!/^vpce-(?:[a-z0-9]{8}|[a-z0-9]{17})$/i.test(text)) yield { locations: [at(value)] };
    }
  },
};
