import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { comparisons } from "../comparisons.ts";
import { operatorType, operatorTypeWanted } from "../operator-types.ts";

export const typeMismatch: ServiceCheck = {
  code: "TYPE_MISMATCH",
  type: "WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      const used = operatorType(read.operator);
      const allowed = operatorTypeWanted(base, used, condition);
      if (allowed === undefined) continue;
      const values = { allowed, operator: used.toLowerCase(), key: condition.key.key };
      yield { locations: [atKey(condition.key)], values };
    }
  },
};
