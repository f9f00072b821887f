import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { comparisons } from "../comparisons.ts";

/** Under Deny a missing key makes the statement apply: that denies more, not less. */
export const forallvaluesWithSingleValuedKey: ServiceCheck = {
  code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
  type: "SECURITY_WARNING",
  details:
    "Using ForAllValues qualifier with the single-valued condition key {{key}} can be overly permissive. We recommend that you remove ForAllValues:.",
  *find(document, facts) {
    for (const { statement, condition, read, many } of comparisons(document, facts)) {
      if (statement.effect !== "Allow" || many || read.quantifier !== "ForAllValues") continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
