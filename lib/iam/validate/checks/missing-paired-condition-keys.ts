import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn, tests } from "../walk.ts";

export const missingPairedConditionKeys: Check = {
  code: "MISSING_PAIRED_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details:
    "Using the condition key {{conditionKeyName}} can be overly permissive without also using the following condition keys: {{recommendedKeys}}. Condition keys like this one are more secure when paired with a related key. We recommend that you add the related condition keys to the same condition block.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (
        condition.name !== "aws:vpcsourceip" ||
        tests(statement, "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn")
      )
        continue;
      yield {
        locations: [atKey(condition.key)],
        values: { conditionKeyName: condition.key.key, recommendedKeys: "aws:SourceVpc" },
      };
    }
  },
};
