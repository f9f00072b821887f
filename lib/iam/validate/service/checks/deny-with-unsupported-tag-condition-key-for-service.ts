import type { ServiceCheck } from "../../check.ts";
import { servicesWithoutTags } from "../tag-conditions.ts";

export const denyWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SECURITY_WARNING",
  details:
    "Using the effect Deny with the tag condition key {{conditionKeyName}} and actions for services with the following prefixes can be overly permissive: {{serviceNames}}. Actions for the listed services are not denied by this statement. We recommend that you move these actions to a different statement without this condition key.",
  find: (document, facts) => servicesWithoutTags(document, "Deny", facts),
};
