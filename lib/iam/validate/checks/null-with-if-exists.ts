import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { operatorsIn } from "../walk.ts";

export const nullWithIfExists: Check = {
  code: "NULL_WITH_IF_EXISTS",
  type: "ERROR",
  details: "The Null condition operator cannot be used with the IfExists suffix. Update the operator or the suffix.",
  *find(document) {
    for (const operator of operatorsIn(document)) {
      if (/^(?:ForAllValues:|ForAnyValue:)?NullIfExists$/.test(operator.key)) yield { locations: [atKey(operator)] };
    }
  },
};
