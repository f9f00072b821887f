import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { comparisons } from "../comparisons.ts";
import { operatorType, operatorTypeWanted } from "../operator-types.ts";

export const typeMismatch: ServiceCheck = {
  code: "TYPE_MISMATCH",
  type: "WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      const allowed = operatorTypeWanted(base, operatorType(read.operator), condition);
      if (allowed === undefined) continue;
      const values = { allowed, operator: condition.operator.key, key: condition.key.key };
      yield { locations: [at(condition.key.value)], values };
    }
  },
};
