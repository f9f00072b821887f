import { OPERATORS } from "../../language/index.ts";
import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { comparedTexts, SENSITIVE_KEYS } from "../sensitive-keys.ts";
import { withoutVariables } from "../variables.ts";

const WITH_USER_ID =
  "Overly permissive use of wildcard with aws:userID. Use the wildcard on the right side of colon or as the only character on the left side of a colon.";

export const wildcardUsageTooPermissive: Check = {
  code: "WILDCARD_USAGE_TOO_PERMISSIVE",
  type: "ERROR",
  details:
    "The wildcard is not allowed in the condition key {{key}}. We consider the key to be sensitive and wildcards are not allowed to be used with sensitive keys. Refer to https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html for the list of sensitive keys.",
  *find(document) {
    for (const { condition, place } of comparedTexts(document)) {
      if (condition.read === undefined || !OPERATORS[condition.read.operator].wildcards) continue;
      const text = withoutVariables(place.node.value);
      if (SENSITIVE_KEYS.has(condition.name) && hasWildcard(text)) {
        yield { locations: [at(place)], values: { key: condition.key.key } };
      } else if (condition.name === "aws:userid" && isLoose(text)) {
        yield { locations: [at(place)], details: WITH_USER_ID };
      }
    }
  },
};

function isLoose(text: string): boolean {
  const colon = text.indexOf(":");
  const left = colon < 0 ? text : text.slice(0, colon);
  return hasWildcard(left) && !(colon >= 0 && left === "*");
}
