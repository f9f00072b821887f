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
