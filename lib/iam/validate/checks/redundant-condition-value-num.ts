import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const redundantConditionValueNum: Check = {
  code: "REDUNDANT_CONDITION_VALUE_NUM",
  type: "SUGGESTION",
  details:
    "Multiple values in {{operator}} are redundant. Replace with the {{greatest/least}} single value for {{key}}.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, values, operator, key } = condition;
      if (values.length < 2 || !/^Numeric(?:Less|Greater)Than/.test(read?.operator ?? "")) continue;
      const which = read?.operator.startsWith("NumericLess") ? "greatest" : "least";
      yield {
        locations: [at(key.value)],
        values: { operator: operator.key, "greatest/least": which, key: key.key },
      };
    }
  },
};
