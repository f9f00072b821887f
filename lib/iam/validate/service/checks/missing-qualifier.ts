import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { comparisons } from "../comparisons.ts";

export const missingQualifier: ServiceCheck = {
  code: "MISSING_QUALIFIER",
  type: "ERROR",
  details:
    "The request context key {{key}} has multiple values. Use the ForAllValues or ForAnyValue condition key qualifiers in your policy.",
  *find(document, facts) {
    for (const { condition, read, many } of comparisons(document, facts)) {
      if (many && read.quantifier === undefined)
        yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
