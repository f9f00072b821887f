import { OPERATORS } from "../../language/index.ts";
import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at, isText, type TextPlace } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import type { ConditionView } from "../statement-view.ts";
import { variablesIn, withoutVariables, withVariablesAs } from "../variables.ts";
import { conditionsIn } from "../walk.ts";

/** Keys whose values gain nothing from a wildcard. Source: IAM User Guide, "Sensitive condition keys". */
const SENSITIVE_KEYS = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/** Values of operators that compare text. */
function* comparedTexts(document: PolicyDocument): Generator<{ condition: ConditionView; place: TextPlace }> {
  for (const { condition } of conditionsIn(document)) {
    if (condition.read === undefined || !OPERATORS[condition.read.operator].variables) continue;
    for (const place of condition.values.filter(isText)) yield { condition, place };
  }
}

const VARIABLE_WITH_USER_ID =
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
      } else if (condition.name === "aws:userid" && hasLooseVariable(place.node.value)) {
        yield { locations: [at(place)], details: VARIABLE_WITH_USER_ID };
      }
    }
  },
};

/** The colon between role and session is the first one outside a variable. */
function hasLooseVariable(text: string): boolean {
  const plain = withVariablesAs("$", text);
  const colon = plain.indexOf(":");
  const left = colon < 0 ? plain : plain.slice(0, colon);
  return left.includes("$") && !(colon >= 0 && left === "$");
}

/**
 * Compares one key of the request with another, as in `"aws:ResourceOrgID": "${aws:PrincipalOrgID}"`, which the IAM
 * User Guide recommends.
 */
function comparesKeys(text: string): boolean {
  const key = /^\$\{([^{}]+)\}$/.exec(text)?.[1]?.toLowerCase();
  return key !== undefined && (SENSITIVE_KEYS.has(key) || key === "aws:ec2instancesourcevpc");
}

const WILDCARD_WITH_USER_ID =
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
      } else if (condition.name === "aws:userid" && hasLooseWildcard(text)) {
        yield { locations: [at(place)], details: WILDCARD_WITH_USER_ID };
      }
    }
  },
};

function hasLooseWildcard(text: string): boolean {
  const colon = text.indexOf(":");
  const left = colon < 0 ? text : text.slice(0, colon);
  return hasWildcard(left) && !(colon >= 0 && left === "*");
}
