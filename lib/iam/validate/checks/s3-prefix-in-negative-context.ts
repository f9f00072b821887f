import { OPERATORS } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const s3PrefixInNegativeContext: Check = {
  code: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
  type: "SECURITY_WARNING",
  details:
    "Using the s3:prefix condition key in a Deny statement or with a negated string operator does not block listing the objects under the matching prefixes. A request that specifies a shorter prefix does not match the condition and can still list those objects. To restrict listing to specific prefixes, use s3:prefix with StringLike in an Allow statement, or use a Deny statement with StringNotLike.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (condition.name !== "s3:prefix" || condition.read === undefined || statement.effect === undefined) continue;
      const { family, negated } = OPERATORS[condition.read.operator];
      if (family === "string" && negated === (statement.effect === "Allow"))
        yield { locations: [atKey(condition.key)] };
    }
  },
};
