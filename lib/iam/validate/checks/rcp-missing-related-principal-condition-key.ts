import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { denials, isPrincipalKey, limitsServices } from "../rcp.ts";

export const rcpMissingRelatedPrincipalConditionKey: Check = {
  code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
  type: "WARNING",
  details:
    'RCPs impact IAM roles, users, and AWS service principals. To prevent unintended impact to services acting on your behalf using a service principal, an additional statement should be added to the Condition block "BoolIfExists": { "aws:PrincipalIsAWSService": "false"} whenever a principal key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!isPrincipalKey(condition.name) || limitsServices(statement, "false")) continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};
