import { readAddressRange } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const typeMismatchIpRange: Check = {
  code: "TYPE_MISMATCH_IP_RANGE",
  type: "ERROR",
  details:
    "The condition operator {{operator}} is used with an invalid IP range value. Specify the IP range in standard CIDR format.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["ip"])) {
      if (readAddressRange(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};
