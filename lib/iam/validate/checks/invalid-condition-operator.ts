import { OPERATORS } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { operatorsIn } from "../walk.ts";

export const invalidConditionOperator: Check = {
  code: "INVALID_CONDITION_OPERATOR",
  type: "ERROR",
  details: "The condition operator {{operator}} is not valid. Use a valid condition operator.",
  *find(document) {
    for (const operator of operatorsIn(document)) {
      const plain = operator.key.replace(/^(?:ForAllValues|ForAnyValue):/, "").replace(/IfExists$/, "");
      if (Object.hasOwn(OPERATORS, plain)) continue;
      yield { locations: [atKey(operator)], values: { operator: operator.key } };
    }
  },
};
