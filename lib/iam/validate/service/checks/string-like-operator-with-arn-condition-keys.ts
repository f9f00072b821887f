import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { comparisons } from "../comparisons.ts";

/** Keys of every service whose data type is ARN or text in AWS's answers, which warn of text all the same. */
const EITHER = new Set(["aws:principalarn", "aws:sourcearn"]);

export const stringLikeOperatorWithArnConditionKeys: ServiceCheck = {
  code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      if (base !== "ARN" || !/^String(?:Not)?Like$/.test(read.operator)) continue;
      const allowed = EITHER.has(condition.name) ? "ARN, String" : "ARN";
      yield { locations: [atKey(condition.key)], values: { allowed, operator: "string", key: condition.key.key } };
    }
  },
};
