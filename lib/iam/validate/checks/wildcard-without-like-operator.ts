import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { withoutVariables } from "../variables.ts";
import { conditionsIn } from "../walk.ts";

export const wildcardWithoutLikeOperator: Check = {
  code: "WILDCARD_WITHOUT_LIKE_OPERATOR",
  type: "WARNING",
  details:
    "Your condition value includes a * or ? character. If you meant to use a wildcard (*, ?), update the condition operator to include Like.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!/^String(?:Not)?Equals(?:IgnoreCase)?$/.test(condition.read?.operator ?? "")) continue;
      for (const place of condition.values.filter(isText)) {
        if (hasWildcard(withoutVariables(place.node.value))) yield { locations: [at(place)] };
      }
    }
  },
};
