import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const deprecatedGlobalConditionKey: Check = {
  code: "DEPRECATED_GLOBAL_CONDITION_KEY",
  type: "WARNING",
  details: "We recommend that you update aws:ARN to use the newer condition key aws:PrincipalArn.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (condition.name === "aws:arn") yield { locations: [atKey(condition.key)] };
    }
  },
};
