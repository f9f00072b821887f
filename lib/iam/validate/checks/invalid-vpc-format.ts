import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const invalidVpcFormat: Check = {
  code: "INVALID_VPC_FORMAT",
  type: "ERROR",
  details:
    "The VPC identifier in the condition key value is not valid. Use the prefix 'vpc-' followed by 8 or 17 alphanumeric characters.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "aws:sourcevpc" || !isFixed(text)) continue;
      if (!/^vpc-(?:[a-z0-9]{8}|[a-z0-9]{17})$/i.test(text)) yield { locations: [at(value)] };
    }
  },
};
