import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const emptyArrayConditionForanyvalue: Check = {
  code: "EMPTY_ARRAY_CONDITION_FORANYVALUE",
  type: "SUGGESTION",
  details:
    "The ForAnyValue prefix with an empty condition key {{key}} never matches the request context and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read?.quantifier !== "ForAnyValue") continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};
