import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const emptyArrayCondition: Check = {
  code: "EMPTY_ARRAY_CONDITION",
  type: "SUGGESTION",
  details: "There are no values for the condition key {{key}} and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const {
      condition: { read, key, values },
    } of conditionsIn(document)) {
      if (read === undefined || values.length > 0 || !(read.quantifier === undefined && !read.ifExists)) continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};
