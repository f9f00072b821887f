import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { denials, limitsServices, SOURCE_KEYS } from "../rcp.ts";

export const rcpMissingRelatedServicePrincipalConditionKey: Check = {
  code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
  type: "WARNING",
  details:
    'RCPs impact IAM roles, users, and AWS service principals. To prevent unintended impact to your principals, an additional statement should be added to the Condition block "BoolIfExists": { "aws:PrincipalIsAWSService": "true"} whenever the key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!SOURCE_KEYS.includes(condition.name) || limitsServices(statement, "true")) continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};
