import type { Check } from "../check.ts";
import { atKey, membersOf } from "../place.ts";

export const nullWithQualifier: Check = {
  code: "NULL_WITH_QUALIFIER",
  type: "SUGGESTION",
  details:
    "Avoid using the Null condition operator with the ForAllValues or ForAnyValue qualifiers because they always return a true or false respectively.",
  *find({ statements }) {
    for (const { members } of statements) {
      const condition = members.get("Condition");
      for (const operator of condition === undefined ? [] : membersOf(condition.value)) {
        if (/^(?:ForAllValues|ForAnyValue):Null(?:IfExists)?$/.test(operator.key))
          yield { locations: [atKey(operator)] };
      }
    }
  },
};
