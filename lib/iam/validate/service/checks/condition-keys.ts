import type { ServiceFacts } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { at, atKey } from "../../place.ts";
import type { StatementView } from "../../statement-view.ts";
import { conditionsIn, needsKey } from "../../walk.ts";
import { readConditions } from "../condition-key.ts";
import { namedAction } from "../named-action.ts";

/** Keys with their own code. */
const RETIRED = new Set(["aws:arn"]);

export const invalidGlobalConditionKey: ServiceCheck = {
  code: "INVALID_GLOBAL_CONDITION_KEY",
  type: "ERROR",
  details: "The condition key {{key}} does not exist. Use a valid condition key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-global-key" || RETIRED.has(condition.name)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};

export const invalidServiceConditionKey: ServiceCheck = {
  code: "INVALID_SERVICE_CONDITION_KEY",
  type: "ERROR",
  details: "The condition key {{key}} does not exist in the service {{service}}. Use a valid condition key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-service-key") continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key, service: reading.prefix } };
    }
  },
};

export const missingTagKeyInCondition: ServiceCheck = {
  code: "MISSING_TAG_KEY_IN_CONDITION",
  type: "ERROR",
  details:
    "The condition key {{conditionKeyName}} must include a tag key to control access based on tags. Use the format {{conditionKeyName}}tag-key and specify a key name for tag-key.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-tag-key") continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: reading.head } };
    }
  },
};

/**
 * A service that calls for itself belongs to no organization and has no tags. Source: IAM User Guide, "AWS global
 * condition context keys".
 */
const OF_IDENTITIES = /^aws:(?:principalorgid|principalorgpaths|principaltag\/.+)$/;

export const unsupportedConditionKeyForServicePrincipal: ServiceCheck = {
  code: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
  type: "ERROR",
  details: "The following condition keys are not supported when used with the service principal: {{conditionKeys}}.",
  *find({ statements }) {
    for (const { effect, principals, conditions } of statements) {
      const services = principals.filter(({ kind, element }) => kind === "Service" && element === "Principal");
      if (effect !== "Allow" || services.length === 0 || services.length < principals.length) continue;
      const keys = conditions.filter((condition) => OF_IDENTITIES.test(condition.name) && needsKey(condition));
      if (keys.length === 0) continue;
      yield {
        locations: [...services.map(({ place }) => at(place)), ...keys.map(({ key }) => at(key.value))],
        values: { conditionKeys: keys.map(({ key }) => key.key).join(", ") },
      };
    }
  },
};

const KEYS = new Set(["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"]);

/**
 * Whether the statement limits itself to certain services. The services that support the key change too often to list
 * here.
 */
function isScoped({ members, actions }: StatementView, facts: ServiceFacts): boolean {
  if (members.has("NotAction")) return false;
  return actions.every((place) => {
    const service = namedAction(place)?.service;
    return service !== undefined && facts.isService(service);
  });
}

export const useConditionKeyOnlyWithSupportedServices: ServiceCheck = {
  code: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
  type: "WARNING",
  details:
    "The condition key {{key}} works only with specific AWS services and must be scoped to supported services in your policies.",
  *find(document, facts) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (!KEYS.has(condition.name) || isScoped(statement, facts)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
