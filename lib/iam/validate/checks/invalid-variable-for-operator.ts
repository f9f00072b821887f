import { OPERATORS } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { isText, within } from "../place.ts";
import { variablesIn } from "../variables.ts";
import { conditionsIn } from "../walk.ts";

export const invalidVariableForOperator: Check = {
  code: "INVALID_VARIABLE_FOR_OPERATOR",
  type: "ERROR",
  details: "Policy variables can only be used with String and ARN operators.",
  *find(document) {
    if (document.version !== "2012-10-17") return;
    for (const { condition } of conditionsIn(document)) {
      if (condition.read === undefined || OPERATORS[condition.read.operator].variables) continue;
      for (const place of condition.values.filter(isText)) {
        for (const { start, length } of variablesIn(place.node.value)) {
          yield { locations: [within(document.source, place, start, length)] };
        }
      }
    }
  },
};
