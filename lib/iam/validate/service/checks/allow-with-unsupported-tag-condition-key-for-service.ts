import type { ServiceCheck } from "../../check.ts";
import { servicesWithoutTags } from "../tag-conditions.ts";

/** The words of AWS's answers: the User Guide has "the tag condition key". */
export const allowWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SUGGESTION",
  details:
    "Using the effect Allow with the condition key {{conditionKeyName}} and actions for services with the following prefixes does not affect the policy: {{serviceNames}}. The actions for the listed service are not allowed by this statement. We recommend that you move these actions to a different statement without this condition key.",
  find: (document, facts) => servicesWithoutTags(document, "Allow", facts),
};
