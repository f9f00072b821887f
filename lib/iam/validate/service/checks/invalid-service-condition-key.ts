import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { readConditions } from "../condition-key.ts";

export const invalidServiceConditionKey: ServiceCheck = {
  code: "INVALID_SERVICE_CONDITION_KEY",
  type: "ERROR",
  details: "The condition key {{key}} does not exist in the service {{service}}. Use a valid condition key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-service-key") continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key, service: reading.prefix } };
    }
  },
};
