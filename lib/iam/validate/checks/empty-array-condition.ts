import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const emptyArrayCondition: Check = {
  code: "EMPTY_ARRAY_CONDITION",
  type: "SUGGESTION",
  details: "There are no values for the condition key {{key}} and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read === undefined || read.quantifier !== undefined || read.ifExists) continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};
