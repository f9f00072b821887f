import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const invalidConditionKeyFormat: Check = {
  code: "INVALID_CONDITION_KEY_FORMAT",
  type: "ERROR",
  details: "The condition key format is not valid. Use the format service:keyname.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!/^[^\s:]+:[^\s:]/.test(condition.key.key)) yield { locations: [atKey(condition.key)] };
    }
  },
};
