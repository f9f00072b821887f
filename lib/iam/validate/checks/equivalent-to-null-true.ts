import type { Check } from "../check.ts";
import { conditionsIn } from "../walk.ts";
import { wildcardMeaning, wildcardPlaces } from "../wildcard-meaning.ts";

export const equivalentToNullTrue: Check = {
  code: "EQUIVALENT_TO_NULL_TRUE",
  type: "SUGGESTION",
  details:
    "We recommend replacing the key {{key}} in the condition block of {{operator}} with {{{recommendedKey}}: true} to ensure better enforcement of the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "absent") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key, recommendedKey: condition.key.key },
      };
    }
  },
};
