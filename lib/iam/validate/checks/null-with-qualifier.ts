import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { operatorsIn } from "../walk.ts";

export const nullWithQualifier: Check = {
  code: "NULL_WITH_QUALIFIER",
  type: "SUGGESTION",
  details:
    "Avoid using the Null condition operator with the ForAllValues or ForAnyValue qualifiers because they always return a true or false respectively.",
  *find(document) {
    for (const operator of operatorsIn(document)) {
      if (/^(?:ForAllValues|ForAnyValue):Null(?:IfExists)?$/.test(operator.key)) yield { locations: [atKey(operator)] };
    }
  },
};
