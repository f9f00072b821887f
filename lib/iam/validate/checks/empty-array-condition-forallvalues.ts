import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const emptyArrayConditionForallvalues: Check = {
  code: "EMPTY_ARRAY_CONDITION_FORALLVALUES",
  type: "SUGGESTION",
  details:
    "The ForAllValues prefix with an empty condition key matches only if the key {{key}} is missing from the request context. To determine if the request context is empty, we recommend that you use the Null condition operator with the value of true instead.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read?.quantifier !== "ForAllValues") continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};
