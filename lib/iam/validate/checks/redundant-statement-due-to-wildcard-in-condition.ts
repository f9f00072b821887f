import type { Check } from "../check.ts";
import { conditionsIn } from "../walk.ts";
import { wildcardMeaning, wildcardPlaces } from "../wildcard-meaning.ts";

export const redundantStatementDueToWildcardInCondition: Check = {
  code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
  type: "SUGGESTION",
  details:
    "The key {{key}} in the condition block of {{operator}} does not match any values. Remove this key to simplify the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "never") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key },
      };
    }
  },
};
