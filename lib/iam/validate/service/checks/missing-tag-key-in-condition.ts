import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { readConditions } from "../condition-key.ts";

export const missingTagKeyInCondition: ServiceCheck = {
  code: "MISSING_TAG_KEY_IN_CONDITION",
  type: "ERROR",
  details:
    "The condition key {{conditionKeyName}} must include a tag key to control access based on tags. Use the format {{conditionKeyName}}tag-key and specify a key name for tag-key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-tag-key") continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: reading.head } };
    }
  },
};
