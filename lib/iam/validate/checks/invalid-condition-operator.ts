import { readOperator } from "../../operators.ts";
import type { Check } from "../check.ts";
import { atKey, membersOf } from "../place.ts";

export const invalidConditionOperator: Check = {
  code: "INVALID_CONDITION_OPERATOR",
  type: "ERROR",
  details: "The condition operator {{operator}} is not valid. Use a valid condition operator.",
  *find({ statements }) {
    for (const { members } of statements) {
      const condition = members.get("Condition");
      if (condition === undefined) continue;
      for (const operator of membersOf(condition.value)) {
        const plain = operator.key.replace(/^(?:ForAllValues|ForAnyValue):/, "").replace(/IfExists$/, "");
        if (typeof readOperator(plain) !== "string") continue;
        yield { locations: [atKey(operator)], values: { operator: operator.key } };
      }
    }
  },
};
