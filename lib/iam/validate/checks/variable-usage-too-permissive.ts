import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { comparedTexts, SENSITIVE_KEYS } from "../sensitive-keys.ts";
import { variablesIn, withVariablesAs } from "../variables.ts";

const WITH_USER_ID =
  "Overly permissive use of policy variable with aws:userID. Use the policy variable on the right side of colon or as the only character on the left side of a colon.";

export const variableUsageTooPermissive: Check = {
  code: "VARIABLE_USAGE_TOO_PERMISSIVE",
  type: "ERROR",
  details:
    "The policy variable is not allowed in the condition key {{key}}. We consider the key to be sensitive and policy variables can be evaluated as effective wildcards. Therefore policy variables are not allowed to be used with sensitive keys. Refer to https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html for the list of sensitive keys.",
  *find(document) {
    if (document.version !== "2012-10-17") return;
    for (const { condition, place } of comparedTexts(document)) {
      const [variable] = variablesIn(place.node.value);
      if (variable === undefined) continue;
      if (SENSITIVE_KEYS.has(condition.name)) {
        if (comparesKeys(place.node.value)) continue;
        yield { locations: [at(place)], values: { key: condition.key.key } };
      } else if (condition.name === "aws:userid" && isLoose(place.node.value)) {
        yield { locations: [at(place)], details: WITH_USER_ID };
      }
    }
  },
};

/** The colon that parts role and session is the first one outside a variable. */
function isLoose(text: string): boolean {
  const plain = withVariablesAs("$", text);
  const colon = plain.indexOf(":");
  const left = colon < 0 ? plain : plain.slice(0, colon);
  return left.includes("$") && !(colon >= 0 && left === "$");
}

/** One key of the request against another, as in `"aws:ResourceOrgID": "${aws:PrincipalOrgID}"`, which the IAM User Guide advises. */
function comparesKeys(text: string): boolean {
  const key = /^\$\{([^{}]+)\}$/.exec(text)?.[1]?.toLowerCase();
  return key !== undefined && (SENSITIVE_KEYS.has(key) || key === "aws:ec2instancesourcevpc");
}
