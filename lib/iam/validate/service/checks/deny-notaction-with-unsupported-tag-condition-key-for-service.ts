import type { ServiceCheck } from "../../check.ts";
import { allButSomeByTag } from "../tag-conditions.ts";

export const denyNotactionWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SECURITY_WARNING",
  details:
    "Using the effect Deny with NotAction and the tag condition key {{conditionKeyName}} can be overly permissive because some service actions are not denied by this statement. This is because the condition key doesn't apply to some service actions. We recommend that you use Action instead of NotAction.",
  find: (document) => allButSomeByTag(document, "Deny"),
};
