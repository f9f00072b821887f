import { OPERATORS } from "../../language/index.ts";
import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import type { Location } from "../finding.ts";
import { at, isText, type Place } from "../place.ts";
import type { ConditionView } from "../statement-view.ts";
import { withoutVariables } from "../variables.ts";
import { conditionsIn, valueText } from "../walk.ts";

/** The effect of a condition with the value `*`, which depends only on whether its key is present. */
type WildcardMeaning = "present" | "absent" | "always" | "never";

/** The places of the value `*` in a condition. */
function wildcardPlaces({ values }: ConditionView): Location[] {
  return values.filter(isStar).map(at);
}

function isStar(value: Place): boolean {
  return /^\*+$/.test(valueText(value) ?? "");
}

/** Undefined if no value is `*`, or if the operator has no wildcards. */
function wildcardMeaning({ read, values }: ConditionView): WildcardMeaning | undefined {
  if (read === undefined || !OPERATORS[read.operator].wildcards) return undefined;
  if (!values.some(isStar)) return undefined;
  const { negated } = OPERATORS[read.operator];
  const whenAbsent = read.quantifier === "ForAllValues" || read.ifExists || (negated && read.quantifier === undefined);
  if (negated) return whenAbsent ? "absent" : "never";
  return whenAbsent ? "always" : "present";
}

export const equivalentToNullFalse: Check = {
  code: "EQUIVALENT_TO_NULL_FALSE",
  type: "SUGGESTION",
  details:
    "We recommend replacing the key {{key}} in the condition block of {{operator}} with {{{recommendedKey}}: false} to ensure better enforcement of the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "present") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key, recommendedKey: condition.key.key },
      };
    }
  },
};

export const equivalentToNullTrue: Check = {
  code: "EQUIVALENT_TO_NULL_TRUE",
  type: "SUGGESTION",
  details:
    "We recommend replacing the key {{key}} in the condition block of {{operator}} with {{{recommendedKey}}: true} to ensure better enforcement of the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "absent") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key, recommendedKey: condition.key.key },
      };
    }
  },
};

export const redundantKeyDueToWildcardInCondition: Check = {
  code: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
  type: "SUGGESTION",
  details:
    "The key {{key}} in the condition block of {{operator}} is redundant because it is always matched. Remove this key to simplify the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "always") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key },
      };
    }
  },
};

export const redundantStatementDueToWildcardInCondition: Check = {
  code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
  type: "SUGGESTION",
  details:
    "The key {{key}} in the condition block of {{operator}} does not match any values. Remove this key to simplify the condition.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (wildcardMeaning(condition) !== "never") continue;
      yield {
        locations: wildcardPlaces(condition),
        values: { key: condition.key.key, operator: condition.operator.key },
      };
    }
  },
};

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
