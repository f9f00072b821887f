import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { denials, SOURCE_KEYS } from "../rcp.ts";
import type { ConditionView } from "../statement-view.ts";
import { valueText } from "../walk.ts";

export const rcpMissingServiceConditionKeyNullCheck: Check = {
  code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
  type: "WARNING",
  details:
    'The specified service may have a service integration that does not require the use of the {{conditionKeyName}} condition key. To prevent unintended impact to services acting on your behalf using a service principal, an additional statement should be added to the Condition block "Null": { "aws:SourceAccount": "false"} or "Null": { "aws:SourceArn": "false"} whenever the key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!SOURCE_KEYS.includes(condition.name)) continue;
      if (["aws:sourceaccount", "aws:sourcearn"].some((name) => statement.conditionsOf.get(name)?.some(isNullCheck)))
        continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};

function isNullCheck({ read, values }: ConditionView): boolean {
  return read?.operator === "Null" && values.every((value) => valueText(value)?.toLowerCase() === "false");
}
