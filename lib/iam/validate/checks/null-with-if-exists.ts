import type { Check } from "../check.ts";
import { atKey, membersOf } from "../place.ts";

export const nullWithIfExists: Check = {
  code: "NULL_WITH_IF_EXISTS",
  type: "ERROR",
  details: "The Null condition operator cannot be used with the IfExists suffix. Update the operator or the suffix.",
  *find({ statements }) {
    for (const { members } of statements) {
      const condition = members.get("Condition");
      for (const operator of condition === undefined ? [] : membersOf(condition.value)) {
        if (/^(?:ForAllValues:|ForAnyValue:)?NullIfExists$/.test(operator.key)) yield { locations: [atKey(operator)] };
      }
    }
  },
};
