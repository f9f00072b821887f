import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import { comparisons } from "../comparisons.ts";

const INSTEAD: Readonly<Record<string, string>> = { StringLike: "ArnLike", StringNotLike: "ArnNotLike" };

export const stringLikeOperatorWithArnConditionKeys: ServiceCheck = {
  code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      const allowed = base === "ARN" ? INSTEAD[read.operator] : undefined;
      if (allowed === undefined) continue;
      const values = { allowed, operator: condition.operator.key, key: condition.key.key };
      yield { locations: [atKey(condition.operator)], values };
    }
  },
};
