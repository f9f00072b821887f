import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { readConditions } from "../condition-key.ts";

/** Keys that have a code of their own. */
const RETIRED = new Set(["aws:arn"]);

export const invalidGlobalConditionKey: ServiceCheck = {
  code: "INVALID_GLOBAL_CONDITION_KEY",
  type: "ERROR",
  details: "The condition key {{key}} does not exist. Use a valid condition key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-global-key" || RETIRED.has(condition.name)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
